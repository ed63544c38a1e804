# goal: stopped
# fr: C’est le nombre de ceux qui tournent : on cherche les autres.
# en: That is how many do run: the others are asked for.
docker ps
#? stopped: 1
