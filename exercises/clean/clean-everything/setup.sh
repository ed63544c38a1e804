docker network create front
docker network create old-back
docker run -d --name shop --network front -v orders:/data nginx
docker run --rm -v archives:/archives -v old-cache:/cache busybox touch /archives/2023 /cache/x
docker run --name import-1 -v /work busybox touch /work/x
docker run --name import-2 httpd true
docker create --name import-3 busybox
