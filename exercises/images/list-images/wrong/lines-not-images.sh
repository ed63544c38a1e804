# goal: how-many
# fr: « 4 » n’est pas la bonne réponse.
# en: “4” is not the right answer.
docker images
#? how-many: 4
