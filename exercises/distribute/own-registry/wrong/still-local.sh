# goal: fetched
# fr: Aucune image n’a encore été téléchargée : la consigne demande `localhost:5000/shop/web:2.0`.
# en: No image has been pulled yet: the task asks for `localhost:5000/shop/web:2.0`.
docker tag learner/demo:2.0 localhost:5000/shop/web:2.0
docker push localhost:5000/shop/web:2.0
docker run -d --name web -p {{port}}:80 localhost:5000/shop/web:2.0
