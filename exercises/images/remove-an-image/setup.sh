docker tag httpd trial/site:1.0
docker run -d --name old httpd
