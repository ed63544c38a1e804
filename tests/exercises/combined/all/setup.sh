docker run -d --name old busybox sleep 600
