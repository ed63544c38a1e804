# goal: restarted
# fr: `app` n’a pas encore été redémarré.
# en: `app` has not yet been restarted.
docker run -d --name app busybox sleep 600
docker stop -t 0 app; docker start app
