# goal: kept
# fr: L’image `busybox` n’est pas dans le moteur.
# en: The image `busybox` is not in the engine.
docker rm -f old
docker rmi -f $(docker images -q)
