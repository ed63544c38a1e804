# goal: given
# fr: `app` est sur le réseau `bridge` : la consigne demande `front`.
# en: `app` is on the network `bridge`: the task asks for `front`.
docker run -d --name app -e MODE={{mode}} -e TOKEN=x -l team=blue busybox sleep 600
