# goal: published
# fr: `web` ne publie aucun port : rien ne mène jusqu’à lui depuis l’extérieur.
# en: `web` publishes no port: nothing leads to it from outside.
docker run -d --name web busybox sleep 600
