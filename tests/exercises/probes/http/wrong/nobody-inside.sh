# goal: answers
# fr: `localhost:{{port}}` ne répond pas : dans `web`, aucun programme n’écoute sur ce port, ou pas encore.
# en: `localhost:{{port}}` does not answer: in `web`, no program listens on that port, or not yet.
docker run -d --name web -p {{port}}:81 nginx
