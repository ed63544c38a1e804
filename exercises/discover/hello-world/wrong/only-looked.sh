# goal: ran
# fr: Aucun conteneur n’existe encore.
# en: No container exists yet.
docker images
docker ps -a
