# goal: new
# fr: `new` n’a pas pu démarrer : un autre conteneur, qui tourne, tient déjà le port {{port}}.
# en: `new` could not start: another container, which runs, already holds port {{port}}.
docker start new
