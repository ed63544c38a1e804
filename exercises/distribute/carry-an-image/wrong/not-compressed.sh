# goal: archived
# fr: `demo.tar.gz` pèse autant que l’image : elle n’est pas compressée, son nom n’y suffit pas.
# en: `demo.tar.gz` is as big as the image: it is not compressed, its name does not do that.
docker save -o demo.tar.gz learner/demo:1.0
