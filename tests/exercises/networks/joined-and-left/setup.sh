docker run -d --name app busybox sleep 600
