# goal: published
# fr: Vous avez publié `localhost:5000/shop/web:latest` : la consigne demande `localhost:5000/shop/web:2.0`.
# en: You pushed `localhost:5000/shop/web:latest`: the task asks for `localhost:5000/shop/web:2.0`.
docker tag learner/demo:2.0 localhost:5000/shop/web
docker push localhost:5000/shop/web
