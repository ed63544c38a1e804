# goal: up
# fr: `counter` s’est arrêté aussitôt : ses journaux disent pourquoi.
# en: `counter` stopped at once: its logs say why.
cd counter
sed -i "s/'/\"/g" Dockerfile
docker build -q -t counter .
docker run -d --name counter counter
