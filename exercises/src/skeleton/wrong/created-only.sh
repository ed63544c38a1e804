# goal: runs
# fr: `web` existe, mais n’a jamais démarré.
# en: `web` exists, but was never started.
docker create --name web nginx
