docker volume create diary
docker run --rm -v diary:/data busybox sh -c "echo '<h1>{{word}}</h1>' > /data/index.html; echo 'body { color: navy }' > /data/style.css"
