# goal: written
# fr: Ce fichier est dans votre dossier personnel : aucun conteneur ne l’a.
# en: That file is in your home folder: no container has it.
docker run --name second debian true
touch {{mine}}
