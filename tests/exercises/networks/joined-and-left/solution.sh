docker network create front
docker network connect front app
docker network disconnect front app
docker volume create notes; docker volume rm notes
