# goal: searched
# fr: Vous avez cherché `web` : la consigne demande `nginx`.
# en: You searched for `web`: the task asks for `nginx`.
docker search web
