# goal: published
# fr: `learner/site:1.0` est publiée, mais son environnement ne contient pas `APP_VERSION=1.0`.
# en: `learner/site:1.0` is pushed, but its environment does not hold `APP_VERSION=1.0`.
docker login -u learner
secret
docker pull learner/demo
docker tag learner/demo learner/site:1.0
docker push learner/site:1.0
