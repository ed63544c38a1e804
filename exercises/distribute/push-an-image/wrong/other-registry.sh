# goal: published
# fr: Vous avez publié `localhost:5000/learner/site:1.0` : la consigne demande `learner/site:1.0`.
# en: You pushed `localhost:5000/learner/site:1.0`: the task asks for `learner/site:1.0`.
docker tag learner/demo:1.0 localhost:5000/learner/site:1.0
docker push localhost:5000/learner/site:1.0
