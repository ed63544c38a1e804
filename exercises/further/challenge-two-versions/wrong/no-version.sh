# goal: after
# fr: `after` vient de l’image `learner/demo` : la consigne demande `learner/demo:2.0`.
# en: `after` comes from the image `learner/demo`: the task asks for `learner/demo:2.0`.
docker run -d --name after --restart unless-stopped -p {{new}}:80 learner/demo
