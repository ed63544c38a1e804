# goal: served
# fr: `localhost:8080` répond, mais la page ne contient pas `{{code}}`.
# en: `localhost:8080` answers, but the page does not hold `{{code}}`.
cd site
printf '%s\n' 'FROM nginx' 'COPY index.html /' > Dockerfile
docker build -q -t carte:1.0 .
docker run -d --name carte -p 8080:80 carte:1.0
