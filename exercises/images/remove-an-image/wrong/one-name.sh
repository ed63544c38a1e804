# goal: gone
# fr: L’image `trial/site:1.0` est encore dans le moteur.
# en: The image `trial/site:1.0` is still in the engine.
docker rm -f old
docker rmi httpd
