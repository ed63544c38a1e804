docker tag busybox shop:{{code}}
