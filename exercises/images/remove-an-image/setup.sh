docker run -d --name old httpd
