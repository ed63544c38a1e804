# goal: stopped
# fr: `web` tourne encore.
# en: `web` still runs.
docker rm web
