docker history learner/demo
docker diff web
#? heaviest: 26.2MB
#? added: /srv/{{code}}
#? deleted: {{deleted}}
