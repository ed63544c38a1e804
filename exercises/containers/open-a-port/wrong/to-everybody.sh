# goal: office
# fr: Le port {{yard}} de `office` est ouvert à toutes les adresses de la machine : la consigne ne veut que l’adresse locale, 127.0.0.1.
# en: Port {{yard}} of `office` is open on every address of the machine: the task wants the local address alone, 127.0.0.1.
docker run -d --name shop -p {{street}}:80 httpd
docker run -d --name office -p {{yard}}:80 httpd
