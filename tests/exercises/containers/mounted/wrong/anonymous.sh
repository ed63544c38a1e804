# goal: volume
# fr: Sur `/data` dans `keeper` se trouve un volume anonyme : la consigne demande le volume `notes`.
# en: What is mounted at `/data` in `keeper` is an anonymous volume: the task asks for the volume `notes`.
docker run -d --name keeper -v /data -v ~/site:/srv:ro --tmpfs /scratch busybox sleep 600
