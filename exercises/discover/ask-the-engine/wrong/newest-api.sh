# goal: oldest
# fr: C’est la plus récente qu’il comprenne. Une autre est écrite à côté.
# en: That is the newest one it understands. Another is written beside it.
docker version
#? oldest: 1.45
