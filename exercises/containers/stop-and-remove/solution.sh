docker stop web
docker rm web
