docker exec shop sh -c 'echo "This week: {{today}}" > /usr/share/nginx/html/index.html'
