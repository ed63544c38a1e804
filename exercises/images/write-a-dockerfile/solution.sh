cd app
printf 'FROM python\nWORKDIR /app\nCOPY greet.py .\nENV MESSAGE={{code}}\nUSER 1000\nCMD ["python", "greet.py"]\n' > Dockerfile
docker build -t greet .
docker run --name greet greet
