docker inspect --format '{{.Config.Labels.owner}}' stranger
docker inspect --format '{{.Config.WorkingDir}}' stranger
docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' stranger
#? owner: {{owner}}
#? folder: /srv/{{folder}}
#? address: 172.30.0.{{host}}
