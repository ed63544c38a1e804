for n in 1 2; do docker run -d --name site-$n nginx; done
docker run -d --name page httpd
docker run --name trial-1 -v grades:/data busybox touch /data/list
docker run --name trial-2 busybox true
docker create --name trial-3 busybox
