docker run -d --name draft httpd
docker exec draft sh -c "echo '<h1>{{word}}</h1>' > /usr/local/apache2/htdocs/index.html"
