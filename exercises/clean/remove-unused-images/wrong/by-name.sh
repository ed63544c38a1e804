# goal: dangling
# fr: Une image sans nom (`<none>`) est encore dans le moteur.
# en: An image without a name (`<none>`) is still in the engine.
docker rmi httpd busybox app
