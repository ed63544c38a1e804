docker run -d --name web learner/demo
docker exec web sh -c 'touch /srv/{{code}} && rm {{deleted}}'
