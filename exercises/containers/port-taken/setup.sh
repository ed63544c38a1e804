docker run -d --name old -p {{port}}:80 nginx
docker run -d --name new -p {{port}}:80 httpd || true
