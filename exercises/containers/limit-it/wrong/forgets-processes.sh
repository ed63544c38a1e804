# goal: processes
# fr: `guest` peut lancer autant de processus qu’il veut.
# en: `guest` may start as many processes as it likes.
docker run -d --name guest --memory {{memory}}m --cpus {{cpus}} httpd
