docker search nginx
docker pull nginx:1.22
docker run -d --name old nginx:1.22
