cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /usr/share/nginx/html/' > Dockerfile
docker build -t card:1.0 .
docker run -d --name card -p {{port}}:80 card:1.0
