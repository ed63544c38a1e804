# goal: built
# fr: Le moteur a `carte:latest`, mais la consigne demande `carte:1.0`.
# en: The engine has `carte:latest`, but the task asks for `carte:1.0`.
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /usr/share/nginx/html/' > Dockerfile
docker build -q -t carte .
