# goal: done
# fr: `report` existe, mais n’a jamais démarré.
# en: `report` exists, but was never started.
chmod +x report/report.sh
docker tag report:1 report:2
docker rm report
docker run --name report report:2
