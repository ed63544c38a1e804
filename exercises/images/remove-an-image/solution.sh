docker ps -a
docker images
docker rm -f old
docker rmi -f $(docker images -q httpd)
docker images
