# goal: kept
# fr: Sur `/data` dans `shop-cache-1` se trouve un volume anonyme : la consigne demande le volume `shop_data`.
# en: What is mounted at `/data` in `shop-cache-1` is an anonymous volume: the task asks for the volume `shop_data`.
cd shop
printf '%s\n' '    ports:' '      - "{{port}}:80"' '  cache:' '    image: redis' >> compose.yaml
docker compose up -d
