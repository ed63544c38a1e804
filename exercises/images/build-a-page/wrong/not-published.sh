# goal: served
# fr: Aucun conteneur en marche ne publie le port 8080.
# en: No running container publishes port 8080.
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /usr/share/nginx/html/' > Dockerfile
docker build -q -t carte:1.0 .
docker run -d --name carte carte:1.0
