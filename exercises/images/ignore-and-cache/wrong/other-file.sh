# goal: ignored
# fr: Le fichier `shop/.dockerignore` n’existe pas dans votre dossier personnel.
# en: There is no file `shop/.dockerignore` in your home.
cd shop
printf 'FROM python\nWORKDIR /app\nCOPY requirements.txt .\nRUN cp requirements.txt /tmp/installed\nCOPY . .\nCMD ["python", "app.py"]\n' > Dockerfile
echo secret.env > .gitignore
docker build -q -t shop .
docker run --name shop shop
