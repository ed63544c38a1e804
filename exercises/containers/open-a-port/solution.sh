docker run -d --name shop -p {{street}}:80 httpd
docker run -d --name office -p 127.0.0.1:{{yard}}:80 httpd
curl localhost:{{street}}
curl localhost:{{yard}}
docker port office
