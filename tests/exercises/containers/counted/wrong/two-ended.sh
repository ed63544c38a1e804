# goal: bounded
# fr: 2 conteneurs correspondent : la consigne en demande au plus 1.
# en: 2 containers match: the task asks for at most 1.
for n in 1 2; do docker run busybox true; done
