docker volume create --label keep=yes notes
docker run -d --name keeper -v notes:/data busybox sleep 600
