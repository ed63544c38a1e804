# goal: runs
# fr: Vos réglages sont après le nom de l’image : ils sont allés à son programme, pas au moteur.
# en: Your settings come after the name of the image: they went to its program, not to the engine.
docker run -d --name db postgres -e POSTGRES_PASSWORD={{password}}
