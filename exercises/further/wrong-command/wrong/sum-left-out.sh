# goal: total
# fr: `total: {{total}}` ne figure pas dans ce que `report` a écrit : regardez `docker logs report`.
# en: `total: {{total}}` is not in what `report` has written: look at `docker logs report`.
sed -i /python3/d report/report.sh
chmod +x report/report.sh
docker build -q -t report:2 report
docker rm report
docker run --name report report:2
