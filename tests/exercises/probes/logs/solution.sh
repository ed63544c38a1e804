docker run -d --name talker busybox sh -c "sleep 1; echo {{word}}; sleep 600"
