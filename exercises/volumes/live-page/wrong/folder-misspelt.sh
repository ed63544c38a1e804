# goal: mounted
# fr: Sur `/usr/share/nginx/html` dans `cafe` se trouve le dossier `/home/learner/sites` : la consigne demande le dossier `/home/learner/site`.
# en: What is mounted at `/usr/share/nginx/html` in `cafe` is the folder `/home/learner/sites`: the task asks for the folder `/home/learner/site`.
docker run -d --name cafe -p {{port}}:80 -v ~/sites:/usr/share/nginx/html:ro nginx
