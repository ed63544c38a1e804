# goal: network
# fr: « bridge » n’est pas la bonne réponse.
# en: “bridge” is not the right answer.
docker network ls
#? network: bridge
