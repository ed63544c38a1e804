# goal: policy
# fr: Cette politique ne relance `beacon` que s’il finit par une erreur. Or un programme peut tomber avec le code 0.
# en: This policy starts `beacon` again only when it ends with an error. But a program may fall with code 0.
docker run -d --name beacon --restart on-failure nginx
docker exec beacon sh -c 'kill 1'
