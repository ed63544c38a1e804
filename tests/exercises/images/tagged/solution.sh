docker tag busybox learner/box:2.0
docker save -o box.tar busybox
docker rmi hello-world
