# goal: server
# fr: `{{who}}` est sur le réseau `bridge` : la consigne demande `coast`.
# en: `{{who}}` is on the network `bridge`: the task asks for `coast`.
docker network create coast
docker run -d --name {{who}} httpd
docker run -d --name caller busybox sleep 1d
docker exec caller wget -qO- http://{{who}}
