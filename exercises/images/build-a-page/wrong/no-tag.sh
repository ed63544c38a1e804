# goal: built
# fr: ?
# en: ?
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /usr/share/nginx/html/' > Dockerfile
docker build -q -t carte .
