# goal: nothing-left
# fr: Le nom `httpd` est parti, mais l’image est toujours là, sans nom : un conteneur s’en servait quand vous avez forcé.
# en: The name `httpd` is gone, but the image is still there, without a name: a container was using it when you forced.
docker rmi -f httpd
docker rm -f old
