cat > shop/compose.yaml <<'END'
services:
  web:
    image: python
    command: python /app.py
    volumes:
      - ./app.py:/app.py:ro
    ports:
      - "{{port}}:80"
    environment:
      CACHE_HOST: localhost
  cache:
    image: redis
END
