# goal: last
# fr: « 3 » n’est pas la bonne réponse.
# en: “3” is not the right answer.
docker logs oven | head -3
#? last: 3
