# goal: gone
# fr: L’image `trial/site:1.0` est toujours là.
# en: The image `trial/site:1.0` is still there.
docker rm -f old
docker rmi httpd
