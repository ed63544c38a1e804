# goal: archived
# fr: Il n’y a pas de fichier `diary.tar.gz` dans votre dossier.
# en: There is no file `diary.tar.gz` in your folder.
docker run --rm -v diary:/data:ro busybox tar czf /diary.tar.gz -C /data .
