# goal: gone
# fr: L’image `httpd` n’a pas encore été supprimée.
# en: The image `httpd` has not been removed yet.
docker rmi -f httpd
