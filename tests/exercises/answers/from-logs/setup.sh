docker run --name teller busybox echo {{word}}
