docker volume create data-{{orders}}
docker volume create data-{{photos}}
docker volume create data-{{free}}
docker run -d --name shop -v data-{{orders}}:/orders nginx
docker run --name gallery -v data-{{photos}}:/photos nginx sh -c 'touch /photos/holiday.jpg'
