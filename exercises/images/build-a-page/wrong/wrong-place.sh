# goal: served
# fr: nginx sert encore sa page d’accueil : la vôtre n’est pas là où il cherche ses pages.
# en: nginx still serves its own welcome page: yours is not where it looks for pages.
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /' > Dockerfile
docker build -q -t card:1.0 .
docker run -d --name card -p {{port}}:80 card:1.0
