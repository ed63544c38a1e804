# goal: idle
# fr: Trois conteneurs en sont issus. Ils ne tournent plus : il faut les chercher parmi ceux qui sont arrêtés.
# en: Three containers have come from it. They no longer run: look for them among those that have stopped.
docker ps
docker images
#? idle: debian
