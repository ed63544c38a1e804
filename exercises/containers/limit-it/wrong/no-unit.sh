# goal: runs
# fr: Aucun conteneur n’existe encore.
# en: No container exists yet.
docker run -d --name guest --memory {{memory}} --cpus {{cpus}} --pids-limit {{count}} httpd
