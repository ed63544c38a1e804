# goal: joined
# fr: `laptop` est sur le réseau `home` : la consigne demande `office`.
# en: `laptop` is on the network `home`: the task asks for `office`.
docker network connect home printer
docker exec laptop wget -qO- http://printer
