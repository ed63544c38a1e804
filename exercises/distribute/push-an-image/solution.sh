docker login -u learner
secret
docker tag learner/demo:1.0 learner/site:1.0
docker push learner/site:1.0
docker rmi learner/demo:1.0 learner/site:1.0
docker pull learner/site:1.0
