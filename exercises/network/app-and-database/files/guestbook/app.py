"""A guest book. / shows it, /sign/NAME adds a name. The names are in Redis, on the host that DB_HOST tells."""

import os
import re
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

DATABASE = os.environ.get("DB_HOST", "localhost")


def ask(command):
    """Sends a command to the database; the words of its answer."""
    with socket.create_connection((DATABASE, 6379), timeout=2) as connection:
        connection.sendall(f"{command}\r\nQUIT\r\n".encode())
        answer = connection.makefile().read().splitlines()
    return [line for line in answer if line[:1].isalnum()]


class GuestBook(BaseHTTPRequestHandler):
    def do_GET(self):
        name = re.fullmatch("/sign/([A-Za-z0-9-]+)", self.path)
        try:
            if name:
                ask(f"RPUSH guests {name[1]}")
            status, text = 200, "\n".join(["Guest book", "==========", *ask("LRANGE guests 0 -1")])
        except OSError as error:
            status, text = 503, f"The database {DATABASE} does not answer: {error}"
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(f"The guest book listens on port 8000; its database is {DATABASE}", flush=True)
HTTPServer(("", 8000), GuestBook).serve_forever()
