# goal: frozen
# fr: L’image `site:frozen` ne dit pas quel programme lancer : la consigne demande `httpd-foreground`.
# en: The image `site:frozen` does not say which program to start: the task asks for `httpd-foreground`.
docker export -o site.tar draft
docker import site.tar site:frozen
docker run -d --name copy -p {{port}}:80 site:frozen
