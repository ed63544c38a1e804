# goal: saved
# fr: Le volume n’a que les pages de l’image : celle que le premier conteneur avait écrite n’y est pas.
# en: The volume holds the image’s pages only: the one that the first container had written is not among them.
docker rm museum
docker run -d --name museum -p {{port}}:80 -v museum-pages:/usr/share/nginx/html nginx
