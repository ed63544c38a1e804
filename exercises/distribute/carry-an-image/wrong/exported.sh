# goal: archived
# fr: `demo.tar.gz` contient les fichiers d’un conteneur, et non une image avec ses couches et ses réglages.
# en: `demo.tar.gz` holds the files of a container, and not an image with its layers and settings.
docker create --name demo learner/demo:1.0
docker export demo | gzip > demo.tar.gz
