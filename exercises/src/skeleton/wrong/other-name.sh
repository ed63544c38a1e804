# goal: runs
# fr: Un conteneur issu de `nginx` tourne, mais il s’appelle `website` : la consigne demande `web`.
# en: A container from `nginx` runs, but its name is `website`: the task asks for `web`.
docker run -d --name website nginx
