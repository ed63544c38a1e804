# goal: how-many
# fr: Vous avez répondu « plusieurs » : c’est un nombre qui est attendu.
# en: You answered “plusieurs”: a number is expected.
docker ps -a
#? how-many: plusieurs
