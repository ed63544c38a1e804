# goal: kept
# fr: Le livre répond, mais la signature n’y est pas. Redis garde ses données en mémoire, et ne les écrit sur le disque que s’il a le temps de finir proprement.
# en: The book answers, but the signature is not in it. Redis keeps its data in memory, and writes it to disk only if it has the time to finish properly.
docker network create guestbook
docker run -d --name store --network guestbook -v guestbook-data:/data --restart unless-stopped redis:8.0
docker run -d --name guestbook --network guestbook -p {{port}}:8000 -e STORE=store --restart unless-stopped learner/guestbook:1.0
curl -s --retry 9 --retry-delay 1 --retry-all-errors --data {{name}} localhost:{{port}}
docker rm -f store
docker run -d --name store --network guestbook -v guestbook-data:/data --restart unless-stopped redis:8.0
