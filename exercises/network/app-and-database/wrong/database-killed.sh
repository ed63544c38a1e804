# goal: survives
# fr: `db` a été refait, mais `{{guest}}` n’est pas dans le livre. Signez de nouveau s’il le faut, puis laissez à Redis le temps d’écrire ses données avant de disparaître.
# en: `db` has been made again, but `{{guest}}` is not in the book. Sign again if need be, then leave Redis the time to write its data before it goes.
docker network create book
docker run -d --name db --network book -v guests:/data redis
docker run -d --name app --network book -p {{port}}:8000 -e DB_HOST=db -v ~/guestbook:/app:ro python python /app/app.py
curl -s --retry 9 --retry-all-errors --retry-delay 1 localhost:{{port}}/sign/{{guest}}
docker rm -f db
docker run -d --name db --network book -v guests:/data redis
