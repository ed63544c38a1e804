# goal: private
# fr: `db` publie son port : qui peut joindre votre machine peut lire et effacer la base, qui n’a pas de mot de passe. `app` n’en a pas besoin : ils sont sur le même réseau.
# en: `db` publishes its port: whoever can reach your machine can read and erase the database, which has no password. `app` does not need it: they are on the same network.
docker network create book
docker run -d --name db --network book -p 6379:6379 -v guests:/data redis
docker run -d --name app --network book -p {{port}}:8000 -e DB_HOST=db -v ~/guestbook:/app:ro python python /app/app.py
