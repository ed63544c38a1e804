# goal: built
# fr: Le moteur a `card:latest`, mais la consigne demande `card:1.0`.
# en: The engine has `card:latest`, but the task asks for `card:1.0`.
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /usr/share/nginx/html/' > Dockerfile
docker build -q -t card .
