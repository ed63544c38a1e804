docker tag busybox atelier:{{code}}
