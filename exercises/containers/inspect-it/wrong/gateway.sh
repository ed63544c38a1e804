# goal: address
# fr: C’est une adresse de son réseau, mais pas la sienne : regardez un peu plus loin.
# en: That address belongs to its network, not to itself: look a little further.
docker inspect stranger | grep -i gateway
#? address: 172.30.0.1
