docker create --name shop --label shop={{shop}} nginx
echo 'This week: oranges' > /tmp/index.html
docker cp /tmp/index.html shop:/usr/share/nginx/html/index.html
rm /tmp/index.html
docker start shop
