# goal: hidden
# fr: `stockroom` existe encore.
# en: `stockroom` still exists.
docker network create --internal back
docker network create front
docker run -d --name stockroom --network back -v stock:/stock:ro -w /stock python python -m http.server 8000
docker network connect front stockroom
