# goal: how-many
# fr: « 99 » n’est pas la bonne réponse.
# en: “99” is not the right answer.
docker ps -a
#? how-many: 99
