# goal: kept
# fr: Le volume `notes` existe, mais aucun conteneur ne s’appelle `app`.
# en: The volume `notes` exists, but no container is called `app`.
docker volume create notes
