# goal: deleted
# fr: L’image `learner/demo:1.0` est encore dans le moteur.
# en: The image `learner/demo:1.0` is still in the engine.
docker login -u learner
secret
docker tag learner/demo:1.0 learner/site:1.0
docker push learner/site:1.0
docker rmi learner/site:1.0
