# goal: shop
# fr: `shop` ne publie aucun port : rien ne mène jusqu’à lui depuis l’extérieur.
# en: `shop` publishes no port: nothing leads to it from outside.
docker run -d --name shop --expose {{street}} httpd
