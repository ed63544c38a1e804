# goal: volume
# fr: Rien n’est monté sur `/usr/share/nginx/html` dans `museum`.
# en: Nothing is mounted at `/usr/share/nginx/html` in `museum`.
docker start museum
