cd compteur
printf 'FROM python\nWORKDIR /srv\nCOPY compteur.py .\nCMD ["python", "compteur.py"]\n' > Dockerfile
docker build -t compteur .
docker run -d --name compteur compteur
