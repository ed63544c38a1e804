docker logs shop
docker inspect --format '{{json .NetworkSettings.Networks}}' shop warehouse
docker network connect --alias stock-{{alias}} front warehouse
docker start shop
curl localhost:{{port}}
