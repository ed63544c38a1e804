docker run -d --name site -p {{port}}:8000 -v ~/site:/srv -w /srv python python -m http.server 8000
