cd app
printf 'FROM python\nWORKDIR /app\nCOPY app.py .\nENV MESSAGE={{code}}\nUSER 1000\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -t app .
docker run --name app app
