docker run -d --name db -e POSTGRES_PASSWORD={{password}} -e POSTGRES_USER={{owner}} -e POSTGRES_DB={{database}} postgres
docker logs db
