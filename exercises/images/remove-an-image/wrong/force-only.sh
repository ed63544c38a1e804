# goal: nothing-left
# fr: ?
# en: ?
docker rmi -f httpd
