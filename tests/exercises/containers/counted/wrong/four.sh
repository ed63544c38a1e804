# goal: three
# fr: 4 conteneurs correspondent : la consigne en demande 3.
# en: 4 containers match: the task asks for 3.

# On the way there are three for a while: with these two that must not solve it.
for n in 1 2; do docker run busybox true; done
for n in 1 2 3 4; do docker run -d busybox sleep 600; done
