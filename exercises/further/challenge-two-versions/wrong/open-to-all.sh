# goal: before
# fr: `before` est publié sur l’adresse `0.0.0.0` : la consigne demande `127.0.0.1`.
# en: `before` is published on the address `0.0.0.0`: the task asks for `127.0.0.1`.
docker network create fair
docker run -d --name before --network fair --restart unless-stopped -p {{old}}:80 learner/demo:1.0
