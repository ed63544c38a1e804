# goal: called
# fr: `caller` a exécuté `wget -qO- http://172.18.0.2` : la consigne demande `wget -qO- http://{{who}}`.
# en: `caller` has run `wget -qO- http://172.18.0.2`: the task asks for `wget -qO- http://{{who}}`.
docker network create coast
docker run -d --name {{who}} --network coast httpd
docker run -d --name caller --network coast busybox sleep 1d
docker exec caller wget -qO- http://172.18.0.2
