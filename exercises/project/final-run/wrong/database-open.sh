# goal: private
# fr: `store` publie son port : toute la machine, et peut-être le réseau au-delà, peut lire la base.
# en: `store` publishes its port: the whole machine, and perhaps the network beyond, can read the database.
docker network create guestbook
docker run -d --name store --network guestbook -p 6379:6379 -v guestbook-data:/data --restart unless-stopped redis:8.0
