# goal: added
# fr: « /run/nginx.pid » n’est pas la bonne réponse.
# en: “/run/nginx.pid” is not the right answer.
docker diff web
#? added: /run/nginx.pid
