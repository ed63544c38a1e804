# goal: settings
# fr: `db` n’a pas de variable `POSTGRES_USER` dans son environnement.
# en: `db` has no variable `POSTGRES_USER` in its environment.
docker run -d --name db -e POSTGRES_PASSWORD={{password}} -e USER={{owner}} -e DATABASE={{database}} postgres
