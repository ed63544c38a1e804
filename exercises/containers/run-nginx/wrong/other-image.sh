# goal: web-runs
# fr: `web` vient de l’image `busybox` : la consigne demande `nginx`.
# en: `web` comes from the image `busybox`: the task asks for `nginx`.
docker run -d --name web busybox
