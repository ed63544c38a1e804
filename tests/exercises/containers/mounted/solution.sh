docker run -d --name keeper -v notes:/data -v ~/site:/srv:ro --tmpfs /scratch busybox sleep 600
