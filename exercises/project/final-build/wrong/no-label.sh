# goal: image
# fr: L’image `learner/guestbook:1.0` ne porte pas l’étiquette `team={{team}}`.
# en: The image `learner/guestbook:1.0` does not carry the label `team={{team}}`.
printf 'FROM python:3.13\nWORKDIR /app\nCOPY app.py .\nUSER 1000\nEXPOSE 8000\nCMD ["python", "app.py"]\n' > guestbook/Dockerfile
docker build -q -t learner/guestbook:1.0 guestbook
