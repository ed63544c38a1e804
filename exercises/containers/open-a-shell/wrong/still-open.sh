# goal: left
# fr: Le shell de `box` est encore ouvert.
# en: The shell in `box` is still open.
docker run -dit --name box debian /bin/bash
