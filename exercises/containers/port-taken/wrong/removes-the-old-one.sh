# goal: kept
# fr: `old` a existé, mais il a été supprimé.
# en: `old` existed, but it has been removed.
docker rm -f old
docker start new
