# goal: runs
# fr: `{{code}} 1000 /app` ne figure pas dans ce que `app` a écrit : regardez `docker logs app`.
# en: `{{code}} 1000 /app` is not in what `app` has written: look at `docker logs app`.
cd app
printf 'FROM python\nWORKDIR /app\nENV MESSAGE={{code}}\nUSER 1000\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -q -t app .
docker run --name app app
