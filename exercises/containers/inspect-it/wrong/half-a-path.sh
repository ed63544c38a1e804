# goal: folder
# fr: Donnez le chemin entier, depuis la racine `/`.
# en: Give the whole path, from the root `/` on.
docker inspect stranger | grep -i srv
#? folder: {{folder}}
