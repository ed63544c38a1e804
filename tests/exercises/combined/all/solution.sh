docker rm -f old
docker run -d --name new -e V=2 busybox sleep 600
