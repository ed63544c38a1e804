# goal: volume
# fr: Le volume `notes` n’a pas encore été supprimé.
# en: The volume `notes` has not yet been removed.
docker volume create notes
