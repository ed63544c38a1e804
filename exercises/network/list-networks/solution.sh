docker network ls
docker inspect --format '{{json .NetworkSettings.Networks}}' radio
#? network: east-{{east}}
#? address: 10.{{subnet}}.0.{{last}}
docker ps --filter network=east-{{east}}
#? neighbour: buoy-{{buoy}}
docker network inspect none
#? alone: vault
