# goal: which
# fr: « redis » n’est pas la bonne réponse.
# en: “redis” is not the right answer.
docker search database
#? which: redis
