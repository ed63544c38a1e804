# goal: shop
# fr: Les deux ports sont inversés : celui de la machine se place avant les deux-points, celui du conteneur après.
# en: The two ports are swapped: the machine’s goes before the colon, the container’s after it.
docker run -d --name shop -p 80:{{street}} httpd
