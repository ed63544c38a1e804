import base64, hashlib, http.server, json, time


class App(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    posts = 0

    def say(self, body, *headers, status=200):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        match self.path:
            case "/socket":
                self.socket()
            case "/ticks":
                self.ticks()
            case "/headers":
                self.say(json.dumps(dict(self.headers)).encode())
            case "/cookies":
                wide = "wide=1; Path=/; Domain=localhost"
                self.say(b"set", ("Set-Cookie", wide), ("Set-Cookie", "own=2; Path=/"))
            case "/home":
                self.say(b"", ("Location", "http://localhost:8090/headers"), status=302)
            case "/posts":
                self.say(str(App.posts).encode())
            case "/flood":
                self.say(b"x" * 50_000_000)
            case _:
                self.say(b"<p>a treasure", ("Content-Type", "text/html"))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        App.posts += 1
        self.say(hashlib.sha256(body).hexdigest().encode())

    def ticks(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while True:
            self.wfile.write(b"c\r\ndata: tick\n\n\r\n")
            time.sleep(0.2)

    def socket(self):
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        self.send_response(101)
        self.send_header("Connection", "Upgrade")
        self.send_header("Upgrade", "websocket")
        self.send_header("Sec-WebSocket-Accept", accept)
        self.end_headers()
        self.close_connection = True
        # Frames of up to 125 bytes, and none that is a question of the protocol.
        while (head := self.rfile.read(2)) and head[0] & 15 != 8:
            length = head[1] & 127
            mask, data = self.rfile.read(4), self.rfile.read(length)
            data = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
            self.wfile.write(bytes([head[0], length]) + data)


http.server.ThreadingHTTPServer(("", 80), App).serve_forever()
