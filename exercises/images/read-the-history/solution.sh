docker history learner/demo
docker diff vitrine
#? base: 26.2MB
#? changed: /mot-{{code}}
