docker build --quiet --tag learner/guestbook:1.0 ~/guestbook
docker network create guestbook
docker run -d --name store --network guestbook -v guestbook-data:/data --restart unless-stopped redis:8.0
docker run -d --name guestbook --network guestbook -p {{port}}:8000 -e STORE=store --restart unless-stopped learner/guestbook:1.0
for _ in 1 2 3 4 5 6 7 8 9 10; do
    docker exec store redis-cli RPUSH names Ada {{name}} Grace && break
    sleep 0.3
done
