docker run -d --name ap busybox sleep 600
docker rename ap app
docker restart -t 0 app
docker exec app cat /etc/hostname
echo hi > note; docker cp note app:/
docker kill app
