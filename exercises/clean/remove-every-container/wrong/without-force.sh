# goal: running
# fr: `page` tourne encore.
# en: `page` still runs.
docker rm $(docker ps -a -q)
