# goal: list
# fr: Ligne 6 : `CMD python app.py` passe par un shell ; la consigne demande `CMD` avec une liste de mots.
# en: Line 6: `CMD python app.py` goes through a shell; the task asks for `CMD` with a list of words.
cd app
printf 'FROM python\nWORKDIR /app\nCOPY app.py .\nENV MESSAGE={{code}}\nUSER 1000\nCMD python app.py\n' > Dockerfile
docker build -q -t app .
