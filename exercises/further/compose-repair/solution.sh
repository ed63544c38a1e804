cd shop
docker compose up -d
docker compose logs web
sed -i 's/{{port}}:80"/{{port}}:8000"/' compose.yaml
docker compose up -d
curl localhost:{{port}}
sed -i 's/CACHE_HOST: localhost/CACHE_HOST: cache/' compose.yaml
docker compose up -d
