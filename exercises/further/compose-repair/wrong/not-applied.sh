# goal: reached
# fr: Le port {{port}} mène au port 80 du conteneur, où personne n’écoute.
# en: Port {{port}} leads to port 80 of the container, where nobody listens.
cd shop
docker compose up -d
sed -i -e 's/{{port}}:80"/{{port}}:8000"/' -e 's/CACHE_HOST: localhost/CACHE_HOST: cache/' compose.yaml
docker compose restart
