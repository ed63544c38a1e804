# goal: members
# fr: `db` n’est pas sur le réseau `back`.
# en: `db` is not on the network `back`.
docker network create --internal --subnet 10.9.0.0/24 back
docker run -d --name app --network back busybox sleep 600
docker run -d --name db busybox sleep 600
