# goal: total
# fr: C’est le nombre de ceux qui tournent. Ceux qui se sont arrêtés existent encore : comptez-les aussi.
# en: That is how many run. Those that have stopped still exist: count them too.
docker ps
#? total: 1
