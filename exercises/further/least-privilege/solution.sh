docker rm -f site
docker run -d --name site -p {{port}}:8000 -v ~/site:/srv:ro -w /srv --user {{uid}} --read-only --cap-drop ALL --security-opt no-new-privileges python python -m http.server 8000
curl -s localhost:{{port}}
