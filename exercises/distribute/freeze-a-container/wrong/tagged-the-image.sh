# goal: serves
# fr: `localhost:{{port}}` répond, mais la page ne contient pas `{{word}}`.
# en: `localhost:{{port}}` answers, but the page does not hold `{{word}}`.
docker tag httpd site:frozen
docker run -d --name copy -p {{port}}:80 site:frozen
