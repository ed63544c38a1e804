# goal: stars
# fr: « 10270 » n’est pas la bonne réponse.
# en: “10270” is not the right answer.
docker search database
#? stars: 10270
