docker tag busybox {{city}}.example.com:{{port}}/team/shop:{{version}}.4
docker rmi busybox
