# goal: no-secret
# fr: `boutique` a écrit `secret.env` : regardez `docker logs boutique`.
# en: `boutique` has written `secret.env`: look at `docker logs boutique`.
cd boutique
printf 'FROM python\nWORKDIR /app\nCOPY besoins.txt .\nRUN cp besoins.txt /tmp/installe\nCOPY . .\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -q -t boutique .
docker run --name boutique boutique
echo secret.env > .dockerignore
