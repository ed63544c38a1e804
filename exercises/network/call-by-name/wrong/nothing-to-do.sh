# goal: caller
# fr: `caller` s’est arrêté aussitôt : le shell de `busybox` n’avait personne à qui parler. Donnez-lui le programme de la consigne.
# en: `caller` stopped at once: the shell of `busybox` had nobody to talk to. Give it the program that the task names.
docker network create coast
docker run -d --name {{who}} --network coast httpd
docker run -d --name caller --network coast busybox
