# goal: pulled
# fr: Vous avez téléchargé `nginx:latest` : la consigne demande `nginx:1.22`.
# en: You pulled `nginx:latest`: the task asks for `nginx:1.22`.
docker search nginx
docker pull nginx
