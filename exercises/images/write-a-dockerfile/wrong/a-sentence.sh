# goal: list
# fr: Ligne 6 : `CMD python greet.py` passe par un shell ; la consigne demande `CMD` avec une liste de mots.
# en: Line 6: `CMD python greet.py` goes through a shell; the task asks for `CMD` with a list of words.
cd app
printf 'FROM python\nWORKDIR /app\nCOPY greet.py .\nENV MESSAGE={{code}}\nUSER 1000\nCMD python greet.py\n' > Dockerfile
docker build -q -t greet .
