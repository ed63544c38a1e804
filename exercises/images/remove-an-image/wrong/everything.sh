# goal: kept
# fr: ?
# en: ?
docker rm -f ancien
docker rmi $(docker images -q)
