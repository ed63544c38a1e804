# goal: inside
# fr: Aucun conteneur nommé `web` ne tourne.
# en: No container named `web` runs.
docker run -d --name website nginx
