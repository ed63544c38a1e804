for n in 1 2 3; do docker run -d busybox sleep 600; done
