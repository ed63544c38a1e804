docker run -d --name web nginx
docker run -d --name cache redis
for n in 1 2 3; do docker run --name import-$n busybox true; done
docker create --name import-4 busybox
