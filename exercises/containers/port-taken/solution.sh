docker ps -a
docker stop old
docker start new
curl localhost:{{port}}
