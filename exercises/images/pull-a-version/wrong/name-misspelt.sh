# goal: pulled
# fr: Aucune image n’a encore été téléchargée : la consigne demande `nginx:1.22`.
# en: No image has been pulled yet: the task asks for `nginx:1.22`.
docker search nginx
docker pull ngnix:1.22
