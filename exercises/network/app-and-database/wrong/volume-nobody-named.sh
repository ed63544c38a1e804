# goal: database
# fr: Sur `/data` dans `db` se trouve un volume anonyme : la consigne demande le volume `guests`.
# en: What is mounted at `/data` in `db` is an anonymous volume: the task asks for the volume `guests`.
docker network create book
docker run -d --name db --network book redis
