mkdir site
echo '<h1>Ada Lovelace</h1><p>{{code}}</p>' > site/index.html
