# goal: searched
# fr: Vous n’avez encore rien cherché sur Docker Hub : la consigne demande `nginx`.
# en: You have not searched Docker Hub for anything yet: the task asks for `nginx`.
docker pull nginx:1.22
docker run -d --name old nginx:1.22
