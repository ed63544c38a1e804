docker run -d --name museum -p {{port}}:80 nginx
docker exec museum sh -c 'echo "<h1>Visitors</h1><p>Ada, Grace, Linus and {{code}}</p>" > /usr/share/nginx/html/visitors.html'
docker stop museum
