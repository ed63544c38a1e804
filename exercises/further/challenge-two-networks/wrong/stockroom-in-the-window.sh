# goal: hidden
# fr: `stockroom` est aussi sur un autre réseau que `back`.
# en: `stockroom` is on another network besides `back`.
docker network create --internal back
docker network create front
docker run -d --name stockroom --network back -v stock:/stock:ro -w /stock python python -m http.server 8000
docker network connect front stockroom
