# goal: used
# fr: Le volume `notes` existe, mais aucun conteneur ne s’appelle `keeper`.
# en: The volume `notes` exists, but no container is called `keeper`.
docker volume create --label keep=yes notes
