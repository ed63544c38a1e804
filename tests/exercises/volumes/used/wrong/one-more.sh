# goal: none-anonymous
# fr: Un volume anonyme est encore dans le moteur.
# en: An anonymous volume is still in the engine.
docker volume create --label keep=yes notes
docker run -d --name keeper -v notes:/data -v /cache busybox sleep 600
