# goal: size
# fr: C’est la taille d’un volume. Un volume n’appartient pas aux fichiers d’un conteneur.
# en: That is the size of a volume. A volume is no part of a container’s own files.
docker system df -v
#? size: {{volume}}MB
