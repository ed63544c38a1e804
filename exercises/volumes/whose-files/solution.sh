ls -ln reports
docker run --rm -v ~/reports:/out debian chown -R $(id -u):$(id -g) /out
docker run --name report --user $(id -u):$(id -g) -v ~/reports:/out debian touch /out/new.txt
