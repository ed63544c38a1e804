# goal: written
# fr: La couche de `second` n’a pas de fichier `/srv/{{mine}}`.
# en: The layer of `second` has no file `/srv/{{mine}}`.
docker run --name second debian touch /{{mine}}
