# goal: kept
# fr: Rien n’est monté sur `/data` dans `app`.
# en: Nothing is mounted at `/data` in `app`.
docker run -d --name app busybox sleep 600
