# goal: store
# fr: Sur `/data` dans `store` se trouve un volume anonyme : la consigne demande le volume `guestbook-data`.
# en: What is mounted at `/data` in `store` is an anonymous volume: the task asks for the volume `guestbook-data`.
docker network create guestbook
docker run -d --name store --network guestbook --restart unless-stopped redis:8.0
