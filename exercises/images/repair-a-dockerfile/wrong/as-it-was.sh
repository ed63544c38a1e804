# goal: up
# fr: ?
# en: ?
cd compteur
docker build -q -t compteur .
docker run -d --name compteur compteur
