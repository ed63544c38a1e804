docker search busybox
docker pull busybox
docker tag busybox localhost:5000/box:1.0
docker push localhost:5000/box:1.0
