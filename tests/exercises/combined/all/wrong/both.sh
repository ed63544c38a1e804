# goal: swapped
# fr: `old` tourne encore.
# en: `old` still runs.
docker run -d --name new -e V=2 busybox sleep 600
