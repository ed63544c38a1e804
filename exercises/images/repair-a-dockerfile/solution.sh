cd counter
docker build -q -t counter .
docker run counter
printf 'FROM python\nWORKDIR /srv\nCOPY counter.py .\nCMD ["python", "counter.py"]\n' > Dockerfile
docker build -t counter .
docker run -d --name counter counter
