for n in $(seq {{count}}); do docker run busybox true; done
