mkdir /tmp/build
printf 'FROM busybox\nLABEL n=1\n' > /tmp/build/Dockerfile
docker build -q -t app /tmp/build
printf 'FROM busybox\nLABEL n=2\n' > /tmp/build/Dockerfile
docker build -q -t app /tmp/build
