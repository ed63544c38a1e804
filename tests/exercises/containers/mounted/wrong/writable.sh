# goal: folder
# fr: `keeper` peut écrire dans `/srv` : la consigne le demande en lecture seule.
# en: `keeper` can write to `/srv`: the task asks for it to be read-only.
docker run -d --name keeper -v notes:/data -v ~/site:/srv --tmpfs /scratch busybox sleep 600
