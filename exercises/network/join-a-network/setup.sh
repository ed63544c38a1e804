docker network create office
docker network create home
docker run -d --name printer --network office httpd
docker run -d --name laptop --network home busybox sh -c 'echo {{draft}} > /tmp/draft; exec sleep 1d'
docker exec laptop test -s /tmp/draft
docker run -d --name visitor --network office busybox sleep 1d
