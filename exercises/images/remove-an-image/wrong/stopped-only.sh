# goal: container
# fr: `old` n’a pas encore été supprimé.
# en: `old` has not yet been removed.
docker stop old
docker rmi -f httpd trial/site:1.0
