# goal: home
# fr: `laptop` est sur le réseau `office` : la consigne demande `home`.
# en: `laptop` is on the network `office`: the task asks for `home`.
docker network connect office laptop
docker network disconnect home laptop
