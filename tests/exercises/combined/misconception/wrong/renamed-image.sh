# goal: web
# fr: `web` vient d’une image qui porte le nom `nginx`, mais ce n’est pas elle : quelqu’un a donné ce nom à une autre.
# en: `web` comes from an image that bears the name `nginx`, but is not it: somebody gave that name to another one.
docker pull -q busybox; docker rmi nginx; docker tag busybox nginx
docker run -d --name web nginx sleep 600
