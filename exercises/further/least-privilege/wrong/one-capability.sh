# goal: capabilities
# fr: `site` garde des capacités : la consigne demande de les retirer toutes.
# en: `site` keeps capabilities: the task asks for all of them to go.
docker rm -f site
docker run -d --name site -p {{port}}:8000 -v ~/site:/srv:ro -w /srv --user {{uid}} --read-only --cap-drop NET_RAW --security-opt no-new-privileges python python -m http.server 8000
