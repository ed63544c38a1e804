# goal: runs
# fr: `shop` démarre, cherche un nom que personne ne porte sur son réseau, et s’arrête. Quel nom ? Ses journaux le disent.
# en: `shop` starts, looks for a name that nobody bears on its network, and stops. Which name? Its logs tell.
docker network connect front warehouse
docker start shop
