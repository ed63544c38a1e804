# goal: cpus
# fr: `guest` peut prendre tous les processeurs : la consigne demande une limite de `{{cpus}}` processeur.
# en: `guest` may take every processor: the task asks for a limit of `{{cpus}}` processors.
docker run -d --name guest --memory {{memory}}m httpd
