docker ps -a
docker rm -f old
docker rmi httpd
docker images
