# goal: user
# fr: L’image `app` tourne en tant que `root` : la consigne demande l’utilisateur `1000`.
# en: The image `app` runs as `root`: the task asks for the user `1000`.
cd app
printf 'FROM python\nWORKDIR /app\nCOPY app.py .\nENV MESSAGE={{code}}\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -q -t app .
