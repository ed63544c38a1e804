# goal: stars
# fr: ?
# en: ?
docker search database
#? stars: 10270
