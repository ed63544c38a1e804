# goal: published
# fr: Aucune image n’a encore été publiée : la consigne demande `localhost:5000/shop/web:2.0`.
# en: No image has been pushed yet: the task asks for `localhost:5000/shop/web:2.0`.
docker tag learner/demo:2.0 localhost/shop/web:2.0
docker push localhost/shop/web:2.0
