docker network create fair
docker run -d --name before --network fair --restart unless-stopped -p 127.0.0.1:{{old}}:80 learner/demo:1.0
docker run -d --name after --network fair --restart unless-stopped -p {{new}}:80 -m 64m --cpus 0.5 learner/demo:2.0
curl -s localhost:{{old}}/version localhost:{{new}}/version
