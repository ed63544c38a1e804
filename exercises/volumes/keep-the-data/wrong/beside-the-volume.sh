# goal: found
# fr: `{{word}}` ne figure pas dans ce que `reader` a écrit : regardez `docker logs reader`.
# en: `{{word}}` is not in what `reader` has written: look at `docker logs reader`.
docker volume create logbook
docker run --name writer -v logbook:/data debian sh -c 'echo {{word}} > /entry'
docker rm writer
docker run --name reader -v logbook:/data debian cat /data/entry
