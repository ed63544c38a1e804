docker run -d --name cafe -p {{port}}:80 -v ~/site:/usr/share/nginx/html:ro nginx
curl localhost:{{port}}
echo '<p>{{dish}}</p>' >> ~/site/index.html
