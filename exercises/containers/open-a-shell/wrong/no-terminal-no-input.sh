# goal: opened
# fr: Le shell de `box` n’a ni terminal ni entrée ouverte : il n’entend rien et se termine aussitôt.
# en: The shell in `box` has neither a terminal nor an open input: it hears nothing and ends at once.
docker run --name box debian /bin/bash
