# goal: none-anonymous
# fr: Un volume anonyme existe encore.
# en: An anonymous volume still exists.
docker volume create --label keep=yes notes
docker run -d --name keeper -v notes:/data -v /cache busybox sleep 600
