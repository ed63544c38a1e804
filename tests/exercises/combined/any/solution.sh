mkdir notes; docker run -d --name app -v ~/notes:/data busybox sleep 600
