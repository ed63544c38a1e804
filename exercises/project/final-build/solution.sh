cd guestbook
printf 'FROM python:3.13\nLABEL team={{team}}\nWORKDIR /app\nCOPY app.py .\nUSER 1000\nEXPOSE 8000\nCMD ["python", "app.py"]\n' > Dockerfile
docker build -q -t learner/guestbook:1.0 .
docker run -d --name trial -p {{port}}:8000 learner/guestbook:1.0
curl -s localhost:{{port}}/health
