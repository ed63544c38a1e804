docker network create guestbook
docker run -d --name store --network guestbook -v guestbook-data:/data --restart unless-stopped redis:8.0
docker run -d --name guestbook --network guestbook -p {{port}}:8000 -e STORE=store --restart unless-stopped learner/guestbook:1.0
curl -s --retry 9 --retry-delay 1 --retry-all-errors --data {{name}} localhost:{{port}}
docker stop store
docker rm store
docker run -d --name store --network guestbook -v guestbook-data:/data --restart unless-stopped redis:8.0
