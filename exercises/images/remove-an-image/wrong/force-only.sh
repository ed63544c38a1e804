# goal: freed
# fr: `ancien` n’a pas encore été supprimé.
# en: `ancien` has not yet been removed.
docker rmi -f httpd
