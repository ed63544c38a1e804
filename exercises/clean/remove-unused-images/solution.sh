docker images
docker ps -a
docker image prune -a -f
