docker run -d --name ancien httpd
