# goal: base
# fr: ?
# en: ?
docker images learner/demo
#? base: 29.1MB
