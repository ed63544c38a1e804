# goal: healthy
# fr: Rien ne surveille la santé de `app` : ni son image ni sa création ne disent comment.
# en: Nothing checks the health of `app`: neither its image nor its creation says how.
docker run -d --name app busybox sleep 600
