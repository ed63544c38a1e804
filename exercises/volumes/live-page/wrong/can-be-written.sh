# goal: mounted
# fr: `cafe` peut écrire dans `/usr/share/nginx/html` : la consigne le demande en lecture seule.
# en: `cafe` can write to `/usr/share/nginx/html`: the task asks for it to be read-only.
docker run -d --name cafe -p {{port}}:80 -v ~/site:/usr/share/nginx/html nginx
