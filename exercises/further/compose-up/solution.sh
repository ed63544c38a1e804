cd shop
printf '%s\n' '    ports:' '      - "{{port}}:80"' '  cache:' '    image: redis' '    volumes:' '      - data:/data' 'volumes:' '  data:' >> compose.yaml
docker compose up -d
