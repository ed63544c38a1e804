# goal: removed
# fr: `web` est arrêté, mais existe encore.
# en: `web` is stopped but still exists.
docker stop web
