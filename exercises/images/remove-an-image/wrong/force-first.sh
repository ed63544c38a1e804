# goal: nothing-left
# fr: Les noms sont partis, mais l’image est toujours là, sans nom : un conteneur s’en servait quand vous avez forcé.
# en: The names are gone, but the image is still there, without a name: a container was using it when you forced.
docker rmi -f httpd trial/site:1.0
docker rm -f old
