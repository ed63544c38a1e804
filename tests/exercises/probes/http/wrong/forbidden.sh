# goal: answers
# fr: `localhost:{{port}}` répond 403, la consigne demande 200 : regardez `docker logs web`.
# en: `localhost:{{port}}` answers 403, the task asks for 200: look at `docker logs web`.
mkdir -p site
docker run -d --name web -p {{port}}:80 -v ~/site:/usr/share/nginx/html:ro nginx
