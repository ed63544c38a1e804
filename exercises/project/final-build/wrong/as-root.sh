# goal: user
# fr: L’image `learner/guestbook:1.0` tourne en tant que `root` : la consigne demande l’utilisateur `1000`.
# en: The image `learner/guestbook:1.0` runs as `root`: the task asks for the user `1000`.
printf 'FROM python:3.13\nLABEL team={{team}}\nWORKDIR /app\nCOPY app.py .\nEXPOSE 8000\nCMD ["python", "app.py"]\n' > guestbook/Dockerfile
docker build -q -t learner/guestbook:1.0 guestbook
