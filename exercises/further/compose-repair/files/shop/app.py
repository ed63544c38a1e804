# Says which visit this is. Redis counts them, at the host that CACHE_HOST names.
import http.server
import os
import signal
import socket
import sys

HOST = os.environ.get("CACHE_HOST", "localhost")
PORT = 8000


def count():
    with socket.create_connection((HOST, 6379), timeout=2) as cache:
        cache.sendall(b"INCR visits\r\n")
        return cache.recv(64).decode().strip(":\r\n")


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            status, text = 200, f"This is visit number {count()}.\n"
        except OSError as error:
            status, text = 500, f"No counter at {HOST}:6379: {error}\n"
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(text.encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
print(f"Listening at port {PORT}, counting with {HOST}", flush=True)
http.server.ThreadingHTTPServer(("", PORT), Page).serve_forever()
