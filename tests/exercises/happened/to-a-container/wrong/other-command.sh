# goal: entered
# fr: `app` a exécuté `ls /` : la consigne demande `cat /etc/hostname`.
# en: `app` has run `ls /`: the task asks for `cat /etc/hostname`.
docker run -d --name app busybox sleep 600
docker exec app ls /
