# goal: said
# fr: `talker` n’a encore rien écrit.
# en: `talker` has not written anything yet.
docker run -d --name talker busybox sleep 600
