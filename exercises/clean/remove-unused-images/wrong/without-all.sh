# goal: unused
# fr: Les images sans nom sont parties. Restent celles qui ont un nom, et dont plus rien ne se sert.
# en: The dangling images are gone. What remains are those that have a name, and that nothing uses any more.
docker image prune -f
