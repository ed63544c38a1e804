# goal: tag
# fr: « latest » n’est pas la bonne réponse.
# en: “latest” is not the right answer.
docker images
#? tag: latest
