"""A guest book: shows who signed, and keeps the names in Redis, at the address in STORE."""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORE = os.environ.get("STORE", "localhost")


def redis(*words):
    """Sends one command to the store, and returns the lines of its answer."""
    request = f"*{len(words)}\r\n" + "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in words)
    with socket.create_connection((STORE, 6379), timeout=2) as link:
        link.sendall(request.encode())
        answer = link.makefile("rb")
        kind, count = answer.read(1), answer.readline()
        if kind != b"*":
            return []
        return [answer.read(int(answer.readline()[1:]) + 2).decode().strip() for _ in range(int(count))]


class Book(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/health":
            leaked = os.path.exists("secrets.env")
            return self.say(200, "secrets.env is in this image!" if leaked else "healthy")
        self.answer(lambda: "\n".join(["Guest book:", *redis("LRANGE", "names", "0", "-1")]))

    def do_POST(self):
        name = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode().strip()[:60]
        self.answer(lambda: redis("RPUSH", "names", name) or f"Thank you, {name}!")

    def answer(self, text):
        try:
            self.say(200, text())
        except OSError as problem:
            self.say(503, f"The store `{STORE}` does not answer: {problem}")

    def say(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(f"Guest book on port 8000, with the store `{STORE}`", flush=True)
ThreadingHTTPServer(("", 8000), Book).serve_forever()
