cd "$(mktemp -d)"
cat > shop.py <<'PROGRAM'
import os, sys

print("shop: starting", flush=True)
if not os.environ.get("{{setting}}"):
    print("shop: cannot go on, the environment variable {{setting}} is not set", file=sys.stderr)
    sys.exit({{code}})

import http.server

class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"The shop is open.\n")

http.server.HTTPServer(("", 8000), Shop).serve_forever()
PROGRAM
printf 'FROM python\nCOPY shop.py /\nEXPOSE 8000\nCMD ["python", "/shop.py"]\n' > Dockerfile
docker build --quiet --tag shop .
docker run -d --name shop -p {{port}}:8000 shop
docker wait shop
