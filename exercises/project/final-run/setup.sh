docker build --quiet --tag learner/guestbook:1.0 ~/guestbook
