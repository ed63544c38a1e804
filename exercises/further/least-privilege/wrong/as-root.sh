# goal: user
# fr: `site` tourne en tant que `root` : la consigne demande l’utilisateur `{{uid}}`.
# en: `site` runs as `root`: the task asks for the user `{{uid}}`.
docker rm -f site
docker run -d --name site -p {{port}}:8000 -v ~/site:/srv:ro -w /srv --read-only --cap-drop ALL --security-opt no-new-privileges python python -m http.server 8000
