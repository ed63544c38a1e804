docker login -u learner
secret
docker push learner/guestbook:1.0
docker stop store
docker run --rm -v guestbook-data:/data:ro -v ~:/backup debian tar -czf /backup/guestbook.tar.gz -C /data .
docker rm -f guestbook store
docker volume rm guestbook-data
docker rmi learner/guestbook:1.0
docker pull learner/guestbook:1.0
docker run --rm -v guestbook-data:/data -v ~:/backup:ro debian tar -xzf /backup/guestbook.tar.gz -C /data
docker run -d --name store --network guestbook -v guestbook-data:/data --restart unless-stopped redis:8.0
docker run -d --name guestbook --network guestbook -p {{port}}:8000 -e STORE=store --restart unless-stopped learner/guestbook:1.0
