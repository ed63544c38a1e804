# goal: told
# fr: La vérification a échoué : `cat: can't open '/note': No such file or directory`.
# en: The check failed: `cat: can't open '/note': No such file or directory`.
docker run -d --name app busybox sleep 600
