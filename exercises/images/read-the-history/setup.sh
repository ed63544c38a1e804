docker run -d --name vitrine learner/demo
docker exec vitrine touch /mot-{{code}}
