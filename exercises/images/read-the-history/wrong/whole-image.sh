# goal: heaviest
# fr: « 29.1MB » n’est pas la bonne réponse.
# en: “29.1MB” is not the right answer.
docker images learner/demo
#? heaviest: 29.1MB
