docker diff museum
docker cp museum:/usr/share/nginx/html/visitors.html .
docker rm museum
docker run -d --name museum -p {{port}}:80 -v museum-pages:/usr/share/nginx/html nginx
docker cp visitors.html museum:/usr/share/nginx/html/
curl -s localhost:{{port}}/visitors.html
