# goal: how-many
# fr: ?
# en: ?
docker images
#? how-many: 4
