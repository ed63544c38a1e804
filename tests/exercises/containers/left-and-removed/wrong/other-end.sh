# goal: left
# fr: `box` s’est terminé avec le code 0, la consigne demande 3.
# en: `box` ended with code 0, the task asks for 3.
docker run -it --rm --name box -v notes:/data debian bash
exit 0
