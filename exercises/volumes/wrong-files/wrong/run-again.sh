# goal: new
# fr: Le site montre encore la version 1.0. L’image est la bonne : d’où viennent donc les fichiers que le serveur voit dans `/usr/share/nginx/html` ?
# en: The site still shows version 1.0. The image is the right one: so where do the files come from that the server sees in `/usr/share/nginx/html`?
docker rm -f site
docker run -d --name site -p {{port}}:80 -v pages:/usr/share/nginx/html -v letters:/letters learner/demo:2.0
