# goal: repaired
# fr: Le dossier `reports` appartient à `root`. Ses permissions n’y changent rien : c’est le propriétaire qui est demandé.
# en: The folder `reports` belongs to `root`. Its permissions do not change that: what is asked for is the owner.
docker run --rm -v ~/reports:/out debian chmod -R 777 /out
docker run --name report --user 1000:1000 -v ~/reports:/out debian touch /out/new.txt
