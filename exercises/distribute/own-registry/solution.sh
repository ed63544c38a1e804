docker tag learner/demo:2.0 localhost:5000/shop/web:2.0
docker push localhost:5000/shop/web:2.0
docker rmi learner/demo:2.0 localhost:5000/shop/web:2.0
docker run -d --name web -p {{port}}:80 localhost:5000/shop/web:2.0
