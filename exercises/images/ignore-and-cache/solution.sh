cd shop
printf 'FROM python\nWORKDIR /app\nCOPY requirements.txt .\nRUN cp requirements.txt /tmp/installed\nCOPY . .\nCMD ["python", "app.py"]\n' > Dockerfile
echo secret.env > .dockerignore
docker build -t shop .
docker run --name shop shop
