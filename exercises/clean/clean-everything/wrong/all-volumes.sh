# goal: archives
# fr: `archives` est perdu, avec ses données. Une option de trop : `-a`, pour les volumes, emporte aussi ceux qui ont un nom.
# en: `archives` is lost, with its data. One option too many: for volumes, `-a` takes those that have a name as well.
docker system prune -a --volumes -f
docker volume prune -a -f
