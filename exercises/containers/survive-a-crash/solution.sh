docker run -d --name beacon --restart unless-stopped nginx
docker exec beacon sh -c 'kill 1'
docker ps
