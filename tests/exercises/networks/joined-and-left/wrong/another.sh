# goal: joined
# fr: Le réseau `front` a été rejoint par `db` : la consigne demande `app`.
# en: The network `front` has been joined by `db`: the task asks for `app`.
docker network create front
docker run -d --name db busybox sleep 600
docker network connect front db
