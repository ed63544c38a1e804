docker network create coast
docker run -d --name {{who}} --network coast httpd
docker run -d --name caller --network coast busybox sleep 1d
docker exec caller wget -qO- http://{{who}}
