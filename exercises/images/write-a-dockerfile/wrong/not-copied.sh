# goal: runs
# fr: `{{code}} 1000 /app` ne figure pas dans ce que `greet` a écrit : regardez `docker logs greet`.
# en: `{{code}} 1000 /app` is not in what `greet` has written: look at `docker logs greet`.
cd app
printf 'FROM python\nWORKDIR /app\nENV MESSAGE={{code}}\nUSER 1000\nCMD ["python", "greet.py"]\n' > Dockerfile
docker build -q -t greet .
docker run --name greet greet
