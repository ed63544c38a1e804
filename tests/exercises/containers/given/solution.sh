docker network create front
docker run -d --name app -e MODE={{mode}} -e TOKEN=x -l team=blue --network front busybox sleep 600
