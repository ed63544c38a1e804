# goal: closed
# fr: `web` répond encore sur `localhost:8080`.
# en: `web` still answers on `localhost:8080`.
docker run -d --name web -p 8080:80 nginx
