# goal: written
# fr: Rien n’est monté sur `/data` dans `writer`.
# en: Nothing is mounted at `/data` in `writer`.
docker volume create logbook
docker run --name writer debian sh -c 'mkdir -p /data && echo {{word}} > /data/entry'
