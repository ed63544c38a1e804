# goal: opened
# fr: Le shell de `box` n’a pas de terminal : il vous entend, mais n’affiche pas d’invite.
# en: The shell in `box` has no terminal: it hears you, but shows no prompt.
docker run -i --name box debian /bin/bash
exit
