# goal: answers
# fr: Aucun conteneur en marche ne publie le port {{port}}.
# en: No running container publishes port {{port}}.
docker rm shop
docker run -d --name shop -e {{setting}}=Lyon shop
