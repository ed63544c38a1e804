# goal: runs
# fr: Rien n’est monté sur `/usr/share/nginx/html` dans `site`.
# en: Nothing is mounted at `/usr/share/nginx/html` in `site`.
docker rm -f site
docker run -d --name site -p {{port}}:80 -v letters:/letters learner/demo:2.0
