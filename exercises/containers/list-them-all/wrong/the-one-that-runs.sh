# goal: failed
# fr: « site » n’est pas la bonne réponse.
# en: “site” is not the right answer.
docker ps
#? failed: site
