# goal: runs
# fr: `db` s’est arrêté aussitôt : il lui manque un réglage obligatoire. Ses journaux disent lequel.
# en: `db` stopped at once: a setting that it must have is missing. Its logs say which.
docker run -d --name db -e POSTGRES_USER={{owner}} -e POSTGRES_DB={{database}} postgres
