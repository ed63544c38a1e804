# goal: order
# fr: Ligne 3 : `COPY . .` n’est pas encore ce que demande la consigne.
# en: Line 3: `COPY . .` is not yet what the task asks for.
cd boutique
echo secret.env > .dockerignore
docker build -q -t boutique .
