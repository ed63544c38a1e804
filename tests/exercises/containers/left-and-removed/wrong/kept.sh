# goal: gone
# fr: `box` est arrêté, mais existe encore.
# en: `box` is stopped but still exists.
docker run -it --name box -v notes:/data debian bash
exit 3
