# goal: word
# fr: « quai » n’est pas la bonne réponse.
# en: “quai” is not the right answer.
docker logs teller
#? word: quai
