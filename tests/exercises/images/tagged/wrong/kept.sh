# goal: removed
# fr: L’image `hello-world` n’a pas encore été supprimée.
# en: The image `hello-world` has not yet been removed.
docker tag busybox learner/box:2.0
