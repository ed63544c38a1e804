# goal: up
# fr: ?
# en: ?
cd compteur
sed -i "s/'/\"/g" Dockerfile
docker build -q -t compteur .
docker run -d --name compteur compteur
