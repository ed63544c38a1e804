# goal: based
# fr: Le moteur a `app:latest`, mais la consigne demande `app:1.0`.
# en: The engine has `app:latest`, but the task asks for `app:1.0`.
docker build -t app app
