# goal: owner
# fr: Cette étiquette est celle d’un conteneur qui ne tourne pas.
# en: That label is of a container that does not run.
curl --unix-socket /var/run/docker.sock "http://localhost/containers/json?all=1"
#? owner: nobody
