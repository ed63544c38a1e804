mkdir site
echo '<h1>{{code}}</h1>' > site/index.html
