# goal: searched
# fr: Vous avez cherché `postgres` : la consigne demande `database`.
# en: You searched for `postgres`: the task asks for `database`.
docker search postgres
