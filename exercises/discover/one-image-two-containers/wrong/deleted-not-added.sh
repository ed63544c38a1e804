# goal: found
# fr: Celui-là vient de l’image : il a changé ou disparu, il n’a pas été ajouté.
# en: That one comes from the image: it was changed or deleted, it was not added.
docker diff first
#? found: /etc/debian_version
