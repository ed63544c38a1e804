# goal: given
# fr: Dans `app`, la variable `MODE` vaut `wrong` : la consigne demande `{{mode}}`.
# en: In `app`, the variable `MODE` is `wrong`: the task asks for `{{mode}}`.
docker network create front
docker run -d --name app -e MODE=wrong -e TOKEN=x -l team=blue --network front busybox sleep 600
