# goal: entered
# fr: Vous avez lancé un conteneur de plus, issu de la même image : il a ses propres fichiers, et `shop` n’en a rien vu.
# en: You ran one more container from the same image: it has files of its own, and `shop` has seen none of it.
docker run --name other nginx sh -c 'echo "This week: {{today}}" > /usr/share/nginx/html/index.html'
