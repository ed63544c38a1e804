# goal: used
# fr: Il y a un volume `note`, mais la consigne demande `notes`.
# en: There is a volume `note`, but the task asks for `notes`.
docker volume create --label keep=yes note
