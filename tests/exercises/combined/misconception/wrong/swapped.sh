# goal: web
# fr: Le nom vient après `--name`, l’image vient en dernier.
# en: The name comes after `--name`, the image comes last.
docker run -d --name nginx nginx
