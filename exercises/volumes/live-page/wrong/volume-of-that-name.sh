# goal: mounted
# fr: Sur `/usr/share/nginx/html` dans `cafe` se trouve le volume `site` : la consigne demande le dossier `/home/learner/site`.
# en: What is mounted at `/usr/share/nginx/html` in `cafe` is the volume `site`: the task asks for the folder `/home/learner/site`.
docker run -d --name cafe -p {{port}}:80 -v site:/usr/share/nginx/html:ro nginx
