docker volume create logbook
docker run --name writer -v logbook:/data debian sh -c 'echo {{word}} > /data/entry'
docker rm writer
docker run --name reader -v logbook:/data debian cat /data/entry
