# goal: no-secret
# fr: Ce conteneur vient d’une image où `secret.env` est entré : une image déjà construite ne change pas, et un conteneur non plus.
# en: This container comes from an image that `secret.env` went into: an image that is built does not change, and neither does a container.
cd shop
printf 'FROM python\nWORKDIR /app\nCOPY requirements.txt .\nRUN cp requirements.txt /tmp/installed\nCOPY . .\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -q -t shop .
docker run --name shop shop
echo secret.env > .dockerignore
docker build -q -t shop .
