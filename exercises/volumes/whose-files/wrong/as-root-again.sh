# goal: yours
# fr: `new.txt` appartient à `root` : c’est `root` qui l’a écrit, dans le conteneur.
# en: `new.txt` belongs to `root`: it is `root` who wrote it, in the container.
docker run --rm -v ~/reports:/out debian chown -R $(id -u):$(id -g) /out
docker run --name report -v ~/reports:/out debian touch /out/new.txt
