docker run -d --name front --label owner={{owner}} nginx
for i in $(seq {{stopped}}); do docker create --label owner=nobody busybox; done
