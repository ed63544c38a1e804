# goal: found
# fr: Sur `/data` dans `reader` se trouve le volume `logbok` : la consigne demande le volume `logbook`.
# en: What is mounted at `/data` in `reader` is the volume `logbok`: the task asks for the volume `logbook`.
docker volume create logbook
docker run --name writer -v logbook:/data debian sh -c 'echo {{word}} > /data/entry'
docker rm writer
docker run --name reader -v logbok:/data debian cat /data/entry
