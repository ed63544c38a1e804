# goal: searched
# fr: ?
# en: ?
docker search postgres
