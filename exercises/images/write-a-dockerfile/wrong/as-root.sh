# goal: user
# fr: L’image `greet` tourne en tant que `root` : la consigne demande l’utilisateur `1000`.
# en: The image `greet` runs as `root`: the task asks for the user `1000`.
cd app
printf 'FROM python\nWORKDIR /app\nCOPY greet.py .\nENV MESSAGE={{code}}\nCMD ["python", "greet.py"]\n' > Dockerfile
docker build -q -t greet .
