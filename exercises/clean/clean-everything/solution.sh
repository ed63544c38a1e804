docker system prune -a --volumes -f
docker volume ls
docker volume rm old-cache
