# goal: word
# fr: Vous n’avez pas encore répondu.
# en: You have not answered yet.
docker logs teller
