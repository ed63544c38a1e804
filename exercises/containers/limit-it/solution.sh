docker run -d --name guest --memory {{memory}}m --cpus {{cpus}} --pids-limit {{count}} httpd
docker inspect --format '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}' guest
