# goal: freed
# fr: Le conteneur `ancien` n’a pas encore été supprimé.
# en: The container `ancien` has not yet been removed.
docker rmi -f httpd
