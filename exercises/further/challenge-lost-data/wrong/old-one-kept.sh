# goal: tidy
# fr: `old-museum` est arrêté, mais existe encore.
# en: `old-museum` is stopped but still exists.
docker rename museum old-museum
docker cp old-museum:/usr/share/nginx/html/visitors.html .
docker run -d --name museum -p {{port}}:80 -v museum-pages:/usr/share/nginx/html nginx
docker cp visitors.html museum:/usr/share/nginx/html/
