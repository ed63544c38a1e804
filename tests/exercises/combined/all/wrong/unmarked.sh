# goal: swapped
# fr: `new` ne porte pas d’étiquette `v`.
# en: `new` does not carry a label `v`.
docker rm -f old
docker run -d --name new busybox sleep 600
