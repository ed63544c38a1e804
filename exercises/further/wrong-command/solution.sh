docker ps -a
docker inspect --format '{{.State.ExitCode}} {{.State.Error}}' report
#? code: 126
chmod +x report/report.sh
docker build -q -t report:2 report
docker rm report
docker run --name report report:2
#? missing: python3
sed -i 's/FROM debian/FROM python/' report/Dockerfile
docker build -q -t report:2 report
docker rm report
docker run --name report report:2
