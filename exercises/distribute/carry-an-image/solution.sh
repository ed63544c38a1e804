docker save learner/demo:1.0 | gzip > demo.tar.gz
docker rmi learner/demo:1.0
docker load -i demo.tar.gz
docker run -d --name kiosk learner/demo:1.0
