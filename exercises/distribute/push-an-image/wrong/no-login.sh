# goal: published
# fr: Aucune image n’a encore été publiée : la consigne demande `learner/site:1.0`.
# en: No image has been pushed yet: the task asks for `learner/site:1.0`.
docker tag learner/demo:1.0 learner/site:1.0
docker push learner/site:1.0
