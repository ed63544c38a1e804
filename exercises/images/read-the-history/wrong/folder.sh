# goal: changed
# fr: « /run » n’est pas la bonne réponse.
# en: “/run” is not the right answer.
docker diff vitrine
#? changed: /run
