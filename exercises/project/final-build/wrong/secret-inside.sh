# goal: healthy
# fr: Le fichier `secrets.env` est parti dans l’image : quiconque la télécharge pourra le lire.
# en: The file `secrets.env` has gone into the image: whoever pulls it will be able to read it.
printf 'FROM python:3.13\nLABEL team={{team}}\nWORKDIR /app\nCOPY . .\nUSER 1000\nEXPOSE 8000\nCMD ["python", "app.py"]\n' > guestbook/Dockerfile
docker build -q -t learner/guestbook:1.0 guestbook
docker run -d --name trial -p {{port}}:8000 learner/guestbook:1.0
