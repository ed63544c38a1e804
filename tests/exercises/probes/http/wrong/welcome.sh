# goal: answers
# fr: `localhost:{{port}}` répond, mais la page ne contient pas `{{word}}`.
# en: `localhost:{{port}}` answers, but the page does not hold `{{word}}`.
docker run -d --name web -p {{port}}:80 nginx
