# goal: up
# fr: `compteur` s’est arrêté aussitôt : ses journaux disent pourquoi.
# en: `compteur` stopped at once: its logs say why.
cd compteur
sed -i "s/'/\"/g" Dockerfile
docker build -q -t compteur .
docker run -d --name compteur compteur
