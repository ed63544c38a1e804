# goal: mounted
# fr: Sur `/usr/share/nginx/html` dans `proof` se trouve le volume `diary` : la consigne demande le volume `diary-copy`.
# en: What is mounted at `/usr/share/nginx/html` in `proof` is the volume `diary`: the task asks for the volume `diary-copy`.
docker run --rm -v diary:/data:ro -v "$PWD":/backup busybox tar czf /backup/diary.tar.gz -C /data .
docker run -d --name proof -v diary:/usr/share/nginx/html -p {{port}}:80 nginx
