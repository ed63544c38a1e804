docker diff first
#? found: /srv/{{trace}}
docker run --name second debian touch /srv/{{mine}}
docker diff second
