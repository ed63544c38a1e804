docker volume ls
docker inspect --format '{{json .Mounts}}' shop
#? orders: data-{{orders}}
docker volume ls --filter dangling=true
#? free: data-{{free}}
docker volume rm data-{{free}}
