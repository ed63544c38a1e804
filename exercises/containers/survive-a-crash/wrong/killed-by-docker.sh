# goal: fell
# fr: `beacon` est arrêté, et le moteur l’y laisse : un arrêt demandé à `docker` est votre volonté, pas une chute.
# en: `beacon` is stopped, and the engine leaves it so: a stop that `docker` was asked for is your wish, not a fall.
docker run -d --name beacon --restart unless-stopped nginx
docker kill beacon
