# goal: loaded
# fr: Aucune image n’a encore été chargée depuis une archive.
# en: No image has been loaded from an archive yet.
docker save learner/demo:1.0 | gzip > demo.tar.gz
docker rmi learner/demo:1.0
docker run -d --name kiosk learner/demo:1.0
