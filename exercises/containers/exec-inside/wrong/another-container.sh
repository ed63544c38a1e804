# goal: same
# fr: Vous avez remplacé `shop` par un autre conteneur. La consigne demande de changer celui qui tournait : un bac à sable neuf vous le rendra.
# en: You replaced `shop` by another container. The task asks you to change the one that was running: a fresh sandbox gives it back to you.
docker rm -f shop
docker run -d --name shop nginx
docker exec shop sh -c 'echo "This week: {{today}}" > /usr/share/nginx/html/index.html'
