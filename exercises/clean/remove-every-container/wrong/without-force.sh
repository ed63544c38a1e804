# goal: running
# fr: `site-1` tourne encore.
# en: `site-1` still runs.
docker rm $(docker ps -a -q)
