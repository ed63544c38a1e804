# goal: calm
# fr: `talker` a écrit `error` : regardez `docker logs talker`.
# en: `talker` has written `error`: look at `docker logs talker`.
docker run -d --name talker busybox sh -c "echo {{word}}; echo error >&2; sleep 600"
