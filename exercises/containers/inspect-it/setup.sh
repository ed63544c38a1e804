docker network create --subnet 172.30.0.0/24 quay
docker run -d --name stranger --label owner={{owner}} --workdir /srv/{{folder}} --network quay --ip 172.30.0.{{host}} \
    busybox sleep 86400
