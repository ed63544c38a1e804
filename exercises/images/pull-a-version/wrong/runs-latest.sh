# goal: runs
# fr: `old` vient de l’image `nginx` : la consigne demande `nginx:1.22`.
# en: `old` comes from the image `nginx`: the task asks for `nginx:1.22`.
docker search nginx
docker pull nginx:1.22
docker run -d --name old nginx
