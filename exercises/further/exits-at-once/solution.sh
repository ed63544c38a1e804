docker ps -a
#? code: {{code}}
docker logs shop
#? cause: {{setting}}
docker rm shop
docker run -d --name shop -p {{port}}:8000 -e {{setting}}=Lyon shop
curl -s localhost:{{port}}
