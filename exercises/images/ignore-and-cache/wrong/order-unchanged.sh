# goal: order
# fr: Ligne 3 : `COPY . .` n’est pas encore ce que demande la consigne.
# en: Line 3: `COPY . .` is not yet what the task asks for.
cd shop
echo secret.env > .dockerignore
docker build -q -t shop .
docker run --name shop shop
