# goal: changed
# fr: ?
# en: ?
docker diff vitrine
#? changed: /run
