# goal: tagged
# fr: L’image `learner/box:2.0` n’a pas encore reçu ce nom. Cela est arrivé à `learner/box:latest`.
# en: The image `learner/box:2.0` has not yet been given that name. It has happened to `learner/box:latest`.
docker tag busybox learner/box
