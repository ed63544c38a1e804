# goal: back
# fr: Aucune image n’a encore été téléchargée : la consigne demande `learner/site:1.0`.
# en: No image has been pulled yet: the task asks for `learner/site:1.0`.
docker login -u learner
secret
docker tag learner/demo:1.0 learner/site:1.0
docker push learner/site:1.0
docker rmi learner/demo:1.0
docker run -d --name site learner/site:1.0
