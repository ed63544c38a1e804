# goal: base
# fr: « 29.1MB » n’est pas la bonne réponse.
# en: “29.1MB” is not the right answer.
docker images learner/demo
#? base: 29.1MB
