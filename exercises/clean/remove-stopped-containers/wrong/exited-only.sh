# goal: never-started
# fr: `import-4` n’a jamais démarré, mais existe.
# en: `import-4` was never started, but it exists.
docker rm $(docker ps -q --filter status=exited)
