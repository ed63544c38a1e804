# goal: three
# fr: 2 conteneurs correspondent : la consigne en demande 3.
# en: 2 containers match: the task asks for 3.
for n in 1 2; do docker run -d busybox sleep 600; done
