docker network create book
docker run -d --name db --network book -v guests:/data redis
docker run -d --name app --network book -p {{port}}:8000 -e DB_HOST=db -v ~/guestbook:/app:ro python python /app/app.py
curl -s --retry 9 --retry-all-errors --retry-delay 1 localhost:{{port}}/sign/{{guest}}
docker stop db
docker rm db
docker run -d --name db --network book -v guests:/data redis
