# goal: published
# fr: Dans le registre, l’environnement de l’image `learner/site:1.0` ne contient pas `APP_VERSION=1.0`.
# en: In the registry, the environment of the image `learner/site:1.0` does not hold `APP_VERSION=1.0`.
docker login -u learner
secret
docker pull learner/demo
docker tag learner/demo learner/site:1.0
docker push learner/site:1.0
