# goal: free
# fr: « data-{{photos}} » n’est pas la bonne réponse.
# en: “data-{{photos}}” is not the right answer.
docker ps --filter volume=data-{{photos}}
#? free: data-{{photos}}
