docker ps -a
docker rm -f ancien
docker rmi -f httpd
docker images
