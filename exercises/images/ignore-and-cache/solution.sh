cd boutique
echo secret.env > .dockerignore
printf 'FROM python\nWORKDIR /app\nCOPY besoins.txt .\nRUN cp besoins.txt /tmp/installe\nCOPY . .\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -t boutique .
docker run --name boutique boutique
