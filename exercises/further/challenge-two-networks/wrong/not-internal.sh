# goal: hidden
# fr: Le réseau `back` mène vers l’extérieur : la consigne demande qu’il soit interne.
# en: The network `back` leads to the outside: the task asks for it to be internal.
docker network create back
docker run -d --name stockroom --network back -v stock:/stock:ro -w /stock python python -m http.server 8000
