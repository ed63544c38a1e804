docker network create --internal --subnet 10.9.0.0/24 back
for n in app db; do docker run -d --name $n --network back busybox sleep 600; done
