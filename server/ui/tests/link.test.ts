import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ACK_EVERY_BYTES } from "../src/flow.ts";
import { Link, type LinkEvent, type Socket } from "../src/link.ts";

/** A line whose other end is the test, and a screen that parses only when told to. */
function setUp() {
  const sockets: FakeSocket[] = [];
  const events: LinkEvent[] = [];
  const written: (Uint8Array | string)[] = [];
  let waiting: (() => void)[] = [];
  const size = { cols: 80, rows: 24 };
  const screen = {
    write: (data: Uint8Array | string, parsed?: () => void) => {
      written.push(data);
      if (parsed) waiting.push(parsed);
    },
    size: () => ({ ...size }),
  };
  const link = new Link(
    ({ cols, rows }, seen) => {
      const before = seen ? `&stream=${seen.stream}&next=${seen.next}` : "";
      return new URL(`ws://here/?cols=${cols}&rows=${rows}${before}`);
    },
    screen,
    (event) => events.push(event),
    (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
  );
  const parse = () => {
    const done = waiting;
    waiting = [];
    done.forEach((parsed) => parsed());
  };
  return { link, size, sockets, events, written, parse, last: () => sockets.at(-1)!, kinds: () => events.map((event) => event.kind) };
}

class FakeSocket implements Socket {
  binaryType: BinaryType = "blob";
  readyState: Socket["readyState"] = 1;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  sent: (string | Uint8Array)[] = [];
  constructor(readonly url: URL) {}
  send(data: unknown): void {
    this.sent.push(data as string | Uint8Array);
  }
  close(): void {
    this.readyState = 3;
  }
  hear(data: object | Uint8Array): void {
    const frame = data instanceof Uint8Array ? data.slice().buffer : JSON.stringify(data);
    this.onmessage?.call(this as never, { data: frame } as MessageEvent);
  }
  drop(code: number): void {
    this.onclose?.call(this as never, { code } as CloseEvent);
  }
}

function replay(bytes: number, more: object = {}): object {
  return { type: "replay", stream: "s", from: 0, bytes, goesOn: false, ...more };
}

test("a line that comes back says how far the screen has seen, and goes on below it", () => {
  const { link, last, written } = setUp();
  link.connect();
  last().hear(replay(2, { from: 10 }));
  last().hear(new Uint8Array([1, 2, 3]));
  link.connect();
  assert.equal(last().url.search, "?cols=80&rows=24&stream=s&next=13");
  const before = written.length;
  last().hear(replay(1, { from: 13, goesOn: true }));
  last().hear(new Uint8Array([4]));
  assert.deepEqual(written.slice(before), [new Uint8Array([4])]);
  link.close();
});

test("nothing is typed into the shell until the past is parsed", () => {
  const { link, last, parse, kinds, written } = setUp();
  link.connect();
  link.input("too early");
  last().hear(replay(4));
  last().hear(new Uint8Array([1, 2]));
  link.input("an answer of xterm.js");
  last().hear(new Uint8Array([3, 4, 5]));
  assert.deepEqual(written.map((data) => data.length), [2, 2, 2, 1]);
  assert.equal(written[0], "\x1bc");
  assert.deepEqual(last().sent, []);
  parse();
  assert.deepEqual(kinds(), ["attaching", "open"]);
  link.input("ls\r");
  assert.deepEqual(last().sent, [new TextEncoder().encode("ls\r")]);
  assert.equal(last().url.search, "?cols=80&rows=24");
  link.close();
});

test("bytes are acknowledged once parsed, on the line that brought them", () => {
  const { link, last, parse, sockets } = setUp();
  link.connect();
  last().hear(replay(0));
  last().hear(new Uint8Array(ACK_EVERY_BYTES));
  assert.deepEqual(last().sent, []);
  parse();
  assert.deepEqual(last().sent, [JSON.stringify({ type: "ack", bytes: ACK_EVERY_BYTES })]);
  last().hear(new Uint8Array(ACK_EVERY_BYTES));
  link.connect();
  parse();
  assert.equal(sockets[0]?.sent.length, 1);
  assert.deepEqual(sockets[1]?.sent, []);
  link.close();
});

test("a lost line is dialled again, a gone sandbox is not", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { link, last, sockets, kinds } = setUp();
  link.connect();
  last().hear(replay(0));
  last().drop(1006);
  assert.deepEqual(kinds(), ["attaching", "open", "lost"]);
  mock.timers.tick(250);
  assert.equal(sockets.length, 2);
  last().drop(1006);
  mock.timers.tick(499);
  assert.equal(sockets.length, 2);
  link.retryNow();
  assert.equal(sockets.length, 3);
  last().drop(4404);
  mock.timers.tick(60_000);
  assert.equal(sockets.length, 3);
  assert.equal(kinds().at(-1), "gone");
  mock.timers.reset();
});

test("why the server hangs up is told, unless the sandbox is gone", () => {
  const heard = (code: number) => {
    const { link, last, events } = setUp();
    link.connect();
    last().hear({ type: "error", code: "no-shell", message: "No shell." });
    last().drop(code);
    link.close();
    return events.at(-1);
  };
  assert.deepEqual(heard(1011), { kind: "lost", reason: "No shell." });
  assert.deepEqual(heard(4404), { kind: "gone" });
});

test("a line that never opens is given up", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { link, sockets, kinds } = setUp();
  link.connect();
  mock.timers.tick(10_000);
  assert.equal(kinds().at(-1), "lost");
  mock.timers.tick(250);
  assert.equal(sockets.length, 2);
  link.close();
  mock.timers.reset();
});

test("after the shell has ended, a new one comes only when asked for", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { link, last, sockets, events } = setUp();
  link.connect();
  last().hear(replay(0));
  last().hear({ type: "exit", code: 3 });
  last().drop(1000);
  mock.timers.tick(60_000);
  link.retryNow();
  assert.deepEqual(events.at(-1), { kind: "exited", code: 3 });
  assert.equal(sockets.length, 1);
  link.connect();
  assert.equal(sockets.length, 2);
  link.close();
  mock.timers.reset();
});

test("mouse reports are sent byte for byte", () => {
  const { link, last } = setUp();
  link.connect();
  last().hear(replay(0));
  link.input("\x1b[M\xe9", true);
  assert.deepEqual(last().sent, [new Uint8Array([0x1b, 0x5b, 0x4d, 0xe9])]);
  link.close();
});

test("sizes are told as they change, even one that changed while the line opened", () => {
  const { link, last, size } = setUp();
  link.connect();
  Object.assign(size, { cols: 100 });
  link.resized({ ...size });
  last().hear(replay(0));
  link.resized({ cols: 100, rows: 24 });
  link.resized({ cols: 100, rows: 30 });
  assert.deepEqual(last().sent, ['{"type":"resize","cols":100,"rows":24}', '{"type":"resize","cols":100,"rows":30}']);
  link.close();
});
