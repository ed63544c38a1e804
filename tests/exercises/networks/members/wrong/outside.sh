# goal: network
# fr: Le réseau `back` mène vers l’extérieur : la consigne demande qu’il soit interne.
# en: The network `back` leads to the outside: the task asks for it to be internal.
docker network create --subnet 10.9.0.0/24 back
