docker run --rm -v pages:/usr/share/nginx/html -v letters:/letters learner/demo:1.0 sh -c 'echo "Dear shop, my code is {{letter}}" > /letters/first'
docker run -d --name site -p {{port}}:80 -v pages:/usr/share/nginx/html -v letters:/letters learner/demo:2.0
