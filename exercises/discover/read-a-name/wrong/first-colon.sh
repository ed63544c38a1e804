# goal: tag
# fr: Ce deux-points-là introduit un port. Le tag vient tout à la fin du nom.
# en: That colon introduces a port. The tag comes at the very end of the name.
docker images
#? tag: {{port}}
