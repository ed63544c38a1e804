# goal: together
# fr: `before` n’est pas sur le réseau `fair`.
# en: `before` is not on the network `fair`.
docker network create fair
docker run -d --name before --restart unless-stopped -p 127.0.0.1:{{old}}:80 learner/demo:1.0
docker run -d --name after --network fair --restart unless-stopped -p {{new}}:80 -m 64m --cpus 0.5 learner/demo:2.0
