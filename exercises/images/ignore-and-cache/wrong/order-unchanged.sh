# goal: order
# fr: ?
# en: ?
cd boutique
echo secret.env > .dockerignore
docker build -q -t boutique .
