docker run -d --name web nginx
docker run --name report debian sh -c 'echo "42 visits" > /report.txt'
mkdir /tmp/app
for release in 1 2; do
    printf 'FROM busybox\nLABEL release=%s\n' $release > /tmp/app/Dockerfile
    docker build --quiet --tag app /tmp/app
done
