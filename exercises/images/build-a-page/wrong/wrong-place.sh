# goal: served
# fr: ?
# en: ?
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /' > Dockerfile
docker build -q -t carte:1.0 .
docker run -d --name carte -p 8080:80 carte:1.0
