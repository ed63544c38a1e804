# goal: published
# fr: Vous avez publié `learner/site:latest` : la consigne demande `learner/site:1.0`.
# en: You pushed `learner/site:latest`: the task asks for `learner/site:1.0`.
docker login -u learner
secret
docker tag learner/demo:1.0 learner/site
docker push learner/site
