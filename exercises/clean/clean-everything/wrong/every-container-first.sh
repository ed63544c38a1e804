# goal: containers
# fr: `shop` n’existe plus : c’est la seule chose qui devait rester en marche. Prenez un bac à sable neuf.
# en: `shop` no longer exists: it was the one thing that had to stay up. Take a fresh sandbox.
docker rm -f $(docker ps -a -q)
docker system prune -a --volumes -f
