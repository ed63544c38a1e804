# goal: restored
# fr: La page est là, mais un dossier trop bas : l’archive contient le dossier `data` lui-même, et non ce qui est dedans.
# en: The page is there, but one folder too deep: the archive holds the folder `data` itself, and not what is in it.
docker run --rm -v diary:/data:ro -v "$PWD":/backup busybox tar czf /backup/diary.tar.gz /data
docker run --rm -v diary-copy:/data -v "$PWD":/backup:ro busybox tar xzf /backup/diary.tar.gz -C /data
docker run -d --name proof -v diary-copy:/usr/share/nginx/html -p {{port}}:80 nginx
