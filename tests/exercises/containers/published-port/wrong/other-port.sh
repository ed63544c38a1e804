# goal: published
# fr: Vous avez publié `web` sur le port 7999, la consigne demande {{port}}.
# en: You published `web` on port 7999, the task asks for {{port}}.
docker run -d --name web -p 7999:80 busybox sleep 600
