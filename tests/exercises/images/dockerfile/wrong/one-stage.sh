# goal: written
# fr: Le Dockerfile n’a qu’une étape `FROM` : la consigne en demande 2.
# en: The Dockerfile has one `FROM` stage only: the task asks for 2.
printf 'FROM python\nUSER app\n' > Dockerfile
