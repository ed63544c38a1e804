# goal: tag
# fr: ?
# en: ?
docker images
#? tag: latest
