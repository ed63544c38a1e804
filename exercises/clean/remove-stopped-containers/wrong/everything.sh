# goal: web
# fr: `web` n’existe plus : il servait encore. Prenez un bac à sable neuf, et ne supprimez que ce qui est arrêté.
# en: `web` no longer exists: it was in use. Take a fresh sandbox, and remove only what is stopped.
docker rm -f $(docker ps -a -q)
