cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /usr/share/nginx/html/' > Dockerfile
docker build -t carte:1.0 .
docker run -d --name carte -p 8080:80 carte:1.0
