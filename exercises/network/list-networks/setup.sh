docker network create --subnet 10.{{subnet}}.0.0/24 east-{{east}}
docker network create west-{{west}}
docker run -d --name radio --network east-{{east}} --ip 10.{{subnet}}.0.{{last}} nginx
docker run -d --name buoy-{{buoy}} --network east-{{east}} --ip 10.{{subnet}}.0.{{buoy}} nginx
docker run -d --name lamp --network west-{{west}} nginx
docker run -d --name vault --network none nginx
docker run -d --name bell nginx
