# goal: new
# fr: Vous avez publié `new` sur le port 9100, la consigne demande {{port}}.
# en: You published `new` on port 9100, the task asks for {{port}}.
docker rm new
docker run -d --name new -p 9100:80 httpd
