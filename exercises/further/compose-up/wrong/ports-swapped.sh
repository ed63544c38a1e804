# goal: web
# fr: `shop-web-1` publie son port {{port}} : la consigne demande son port 80, celui où le programme écoute.
# en: `shop-web-1` publishes its port {{port}}: the task asks for its port 80, the one where the program listens.
cd shop
printf '%s\n' '    ports:' '      - "80:{{port}}"' >> compose.yaml
docker compose up -d
