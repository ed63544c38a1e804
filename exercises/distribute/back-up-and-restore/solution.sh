docker run --rm -v diary:/data:ro -v "$PWD":/backup busybox tar czf /backup/diary.tar.gz -C /data .
docker run --rm -v diary-copy:/data -v "$PWD":/backup:ro busybox tar xzf /backup/diary.tar.gz -C /data
docker run -d --name proof -v diary-copy:/usr/share/nginx/html -p {{port}}:80 nginx
