mkdir -p ~/shop
cat > ~/shop/shop.conf <<'END'
server {
    listen 80;

    location / {
        proxy_pass http://stock-{{alias}}/;
    }
}
END
docker network create front
docker network create back
docker run -d --name warehouse --network back httpd
docker run -d --name shop --network front -p {{port}}:80 -v ~/shop:/etc/nginx/conf.d:ro nginx
