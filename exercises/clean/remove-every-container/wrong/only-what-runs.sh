# goal: stopped
# fr: `trial-1` est arrêté, mais existe encore.
# en: `trial-1` is stopped but still exists.
docker rm -f $(docker ps -q)
