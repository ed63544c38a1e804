# goal: pushed
# fr: Aucune image n’a encore été publiée : la consigne demande `localhost:5000/box:1.0`.
# en: No image has been pushed yet: the task asks for `localhost:5000/box:1.0`.
docker search busybox; docker pull busybox
