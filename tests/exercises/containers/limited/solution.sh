docker run -d --name small -m 32m --cpus 0.5 --restart unless-stopped -u 1000 -w /tmp -h tiny --read-only busybox sleep 600
