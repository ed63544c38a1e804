# goal: served
# fr: Aucun conteneur en marche ne publie le port {{port}}.
# en: No running container publishes port {{port}}.
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /usr/share/nginx/html/' > Dockerfile
docker build -q -t card:1.0 .
docker run -d --name card card:1.0
