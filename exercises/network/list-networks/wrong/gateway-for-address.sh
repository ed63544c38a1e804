# goal: address
# fr: « 10.{{subnet}}.0.1 » n’est pas la bonne réponse.
# en: “10.{{subnet}}.0.1” is not the right answer.
docker network inspect east-{{east}}
#? network: east-{{east}}
#? address: 10.{{subnet}}.0.1
