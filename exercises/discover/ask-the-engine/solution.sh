docker version
#? oldest: 1.24
docker info
#? stopped: {{stopped}}
curl --unix-socket /var/run/docker.sock http://localhost/containers/json
#? owner: {{owner}}
