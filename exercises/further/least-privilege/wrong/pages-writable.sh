# goal: read-only
# fr: `site` peut écrire dans `/srv` : la consigne le demande en lecture seule.
# en: `site` can write to `/srv`: the task asks for it to be read-only.
docker rm -f site
docker run -d --name site -p {{port}}:8000 -v ~/site:/srv -w /srv --user {{uid}} --read-only --cap-drop ALL --security-opt no-new-privileges python python -m http.server 8000
