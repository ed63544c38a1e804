docker exec site cat /usr/share/nginx/html/version
docker run --rm learner/demo:2.0 cat /usr/share/nginx/html/version
docker rm -f site
docker volume rm pages
docker run -d --name site -p {{port}}:80 -v pages:/usr/share/nginx/html -v letters:/letters learner/demo:2.0
