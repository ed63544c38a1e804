# goal: runs
# fr: ?
# en: ?
cd app
printf 'FROM python\nWORKDIR /app\nENV MESSAGE={{code}}\nUSER 1000\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -q -t app .
docker run --name app app
