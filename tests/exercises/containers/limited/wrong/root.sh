# goal: setup
# fr: `small` tourne en tant que `root` : la consigne demande l’utilisateur `1000`.
# en: `small` runs as `root`: the task asks for the user `1000`.
docker run -d --name small -m 32m --cpus 0.5 --restart unless-stopped -w /tmp -h tiny --read-only busybox sleep 600
