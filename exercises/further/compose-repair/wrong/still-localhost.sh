# goal: counts
# fr: Le conteneur `web` cherche le compteur à `localhost`, c’est-à-dire en lui-même.
# en: The container `web` looks for the counter at `localhost`, which is to say in itself.
cd shop
sed -i 's/{{port}}:80"/{{port}}:8000"/' compose.yaml
docker compose up -d
