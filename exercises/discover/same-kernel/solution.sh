docker exec box ps -e -o pid,args
#? first: {{guard}}
docker exec box hostname
#? name: {{host}}
docker exec box uname -r > kernel.txt
docker run -d --name twin --hostname {{host}} debian tail -f /dev/null
