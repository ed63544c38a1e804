# goal: frozen
# fr: Le moteur a `site:latest`, mais la consigne demande `site:frozen`.
# en: The engine has `site:latest`, but the task asks for `site:frozen`.
docker commit draft site
docker run -d --name copy -p {{port}}:80 site
