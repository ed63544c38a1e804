docker run -d --name app -l app busybox sleep 600
docker run -d -l app busybox sleep 600
docker exec app sh -c "echo hello > /note"
