# goal: done
# fr: `report` s’est terminé avec le code 127, la consigne demande 0 : regardez `docker logs report`.
# en: `report` ended with code 127, the task asks for 0: look at `docker logs report`.
chmod +x report/report.sh
docker build -q -t report:2 report
docker rm report
docker run --name report report:2
