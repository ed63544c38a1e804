# goal: ran
# fr: `hello` existe, mais n’a jamais démarré.
# en: `hello` exists, but was never started.
docker create --name hello hello-world
