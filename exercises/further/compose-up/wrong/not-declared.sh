# goal: cache
# fr: L’application n’a pas encore de service `cache`. Si vous l’avez lancée, lisez ce que `docker compose` a répondu.
# en: The application has no service `cache` yet. If you have started it, read what `docker compose` answered.
cd shop
printf '%s\n' '    ports:' '      - "{{port}}:80"' '  cache:' '    image: redis' '    volumes:' '      - data:/data' >> compose.yaml
docker compose up -d
