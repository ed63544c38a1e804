docker network create --internal back
docker network create front
docker create --name filler -v stock:/stock python
docker cp items.txt filler:/stock/
docker rm filler
docker run -d --name stockroom --network back -v stock:/stock:ro -w /stock python python -m http.server 8000
printf 'FROM nginx\nCOPY default.conf /etc/nginx/conf.d/\nCOPY index.html /usr/share/nginx/html/\n' > front/Dockerfile
docker build -q -t window:1.0 front
docker create --name window --network front -p {{port}}:80 window:1.0
docker network connect back window
docker start window
curl -s localhost:{{port}}/stock/items.txt
