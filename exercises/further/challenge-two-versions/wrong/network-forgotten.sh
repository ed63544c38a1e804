# goal: together
# fr: Le réseau `fair` existe, mais `before` n’y est pas.
# en: The network `fair` exists, but `before` is not on it.
docker network create fair
docker run -d --name before --restart unless-stopped -p 127.0.0.1:{{old}}:80 learner/demo:1.0
docker run -d --name after --network fair --restart unless-stopped -p {{new}}:80 -m 64m --cpus 0.5 learner/demo:2.0
