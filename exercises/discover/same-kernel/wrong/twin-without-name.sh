# goal: twin
# fr: Le nom d’hôte de `twin` n’est pas fixé : la consigne demande `{{host}}`.
# en: The host name of `twin` is not set: the task asks for `{{host}}`.
#? name: {{host}}
docker run -d --name twin debian tail -f /dev/null
