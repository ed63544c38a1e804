docker network connect office laptop
docker exec laptop wget -qO- http://printer
docker network disconnect office visitor
