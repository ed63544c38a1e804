# goal: name
# fr: `box` est le nom par lequel Docker le désigne. À l’intérieur, personne ne le connaît : là, la machine porte un autre nom.
# en: `box` is the name that Docker calls it by. Nobody knows it inside: there, the machine has another name.
docker ps
#? name: box
