# goal: private
# fr: `warehouse` publie son port : tout le monde peut l’interroger sans passer par la boutique. Entre conteneurs d’un même réseau, rien n’a besoin d’être publié.
# en: `warehouse` publishes its port: anybody can question it without passing through the shop. Between containers of one network, nothing needs to be published.
docker rm -f warehouse
docker run -d --name warehouse --network back -p 9090:80 httpd
docker network connect --alias stock-{{alias}} front warehouse
docker start shop
