docker run -d --name app --health-cmd true --health-interval 1s busybox sleep 600
