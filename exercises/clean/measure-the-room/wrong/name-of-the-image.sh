# goal: hog
# fr: « debian » n’est pas la bonne réponse.
# en: “debian” is not the right answer.
docker images
#? hog: debian
