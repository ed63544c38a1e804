mkdir -p site; echo {{word}} > site/index.html
docker run -d --name web -p {{port}}:80 -v ~/site:/usr/share/nginx/html:ro nginx
