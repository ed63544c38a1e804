docker ps -a
docker container prune -f
