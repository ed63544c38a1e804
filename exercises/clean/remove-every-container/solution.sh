docker ps -a
docker rm -f $(docker ps -a -q)
