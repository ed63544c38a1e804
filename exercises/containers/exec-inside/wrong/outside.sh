# goal: page
# fr: Le fichier `index.html` a été écrit ici, dans votre dossier : votre shell a pris le `>` pour lui.
# en: The file `index.html` was written here, to your own folder: your shell took the `>` for itself.
docker exec shop echo "This week: {{today}}" > index.html
