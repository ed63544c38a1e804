# goal: written
# fr: Le fichier `Dockerfile` n’existe pas encore dans votre dossier personnel.
# en: There is no file `Dockerfile` in your home yet.
ls
