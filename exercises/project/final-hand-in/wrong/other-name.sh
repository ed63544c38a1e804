# goal: published
# fr: Vous avez publié `localhost:5000/guestbook:1.0` : la consigne demande `learner/guestbook:1.0`.
# en: You pushed `localhost:5000/guestbook:1.0`: the task asks for `learner/guestbook:1.0`.
docker tag learner/guestbook:1.0 localhost:5000/guestbook:1.0
docker push localhost:5000/guestbook:1.0
