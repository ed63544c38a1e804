// The terminal's line to the server: one WebSocket at a time, replaced as long as the sandbox lives.

import { Backoff } from "./backoff.ts";
import { AckCounter, chunks, Replay } from "./flow.ts";
import { parseControl } from "./wire.ts";

/** The sandbox is gone: there is nothing to come back to. */
const CLOSE_GONE = 4404;

/** A line on which nothing settles in this time is given up: some networks never say that they lost it. */
const OPEN_WITHIN_MS = 10_000;

/** Resets a terminal from within its stream, after all that was written before. */
const RESET = "\x1bc";

/** The side that shows. `parsed` is called when what was written has been drawn from. */
export interface Screen {
  write(data: Uint8Array | string, parsed?: () => void): void;
  size(): Size;
}

export interface Size {
  cols: number;
  rows: number;
}

/** How far a terminal was shown: of a stream by its name, up to this byte. */
export interface Seen {
  stream: string;
  next: number;
}

export type LinkEvent =
  | { kind: "attaching" }
  | { kind: "open" }
  /** With the server's reason, if it gave one. */
  | { kind: "lost"; reason: string | null }
  | { kind: "exited"; code: number | null }
  | { kind: "gone" };

/** The part of WebSocket that is used, for tests to stand in. */
export type Socket = Pick<WebSocket, "binaryType" | "readyState" | "send" | "close" | "onmessage" | "onclose">;

export class Link {
  private socket: Socket | null = null;
  private replay: Replay | null = null;
  /** What the screen shows; kept from line to line, and from server to server. */
  private seen: Seen | null = null;
  private acks = new AckCounter();
  private exited = false;
  /** Why the server is about to hang up. */
  private reason: string | null = null;
  /** What the server was last told. */
  private told: Size = { cols: 0, rows: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff();
  private readonly encoder = new TextEncoder();

  constructor(
    private readonly url: (size: Size, seen: Seen | null) => URL,
    private readonly screen: Screen,
    private readonly tell: (event: LinkEvent) => void,
    private readonly dial: (url: URL) => Socket = (url) => new WebSocket(url),
  ) {}

  /** Opens the line, or opens it anew: after an exit, that is how a new shell is asked for. */
  connect(): void {
    this.close();
    this.exited = false;
    this.reason = null;
    this.acks = new AckCounter();
    this.told = this.screen.size();
    const socket = this.dial(this.url(this.told, this.seen));
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.tell({ kind: "attaching" });
    this.timer = setTimeout(() => this.dropped(socket), OPEN_WITHIN_MS);
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket) return;
      if (typeof data === "string") this.control(data);
      else this.output(socket, new Uint8Array(data as ArrayBuffer));
    };
    socket.onclose = ({ code }) => this.dropped(socket, code);
  }

  /** What the learner typed or pasted; `binary` holds one byte a character, as mouse reports do. */
  input(text: string, binary = false): void {
    // While the past is replayed, xterm.js answers questions that were answered long ago: the shell must not hear it again.
    if (!this.replay?.over) return;
    const bytes = binary ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : this.encoder.encode(text);
    for (const chunk of chunks(bytes)) this.socket?.send(chunk as Uint8Array<ArrayBuffer>);
  }

  /** Tells the server a new size; one that changes while the line opens is told as soon as it is open. */
  resized(size: Size): void {
    if (!this.replay || (size.cols === this.told.cols && size.rows === this.told.rows)) return;
    this.told = size;
    this.say({ type: "resize", ...size });
  }

  /** Tries now instead of at the end of the wait, for when the network is known to be back. */
  retryNow(): void {
    if (!this.socket && !this.exited && this.timer !== undefined) this.connect();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const socket = this.socket;
    this.socket = null;
    this.replay = null;
    socket?.close();
  }

  private control(frame: string): void {
    const control = parseControl(frame);
    switch (control?.type) {
      case "replay":
        clearTimeout(this.timer);
        this.backoff.reset();
        this.replay = new Replay(control.bytes);
        this.seen = { stream: control.stream, next: control.from };
        this.resized(this.screen.size());
        if (!control.goesOn) this.screen.write(RESET);
        if (this.replay.over) this.tell({ kind: "open" });
        break;
      case "exit":
        this.exited = true;
        this.tell({ kind: "exited", code: control.code });
        break;
      case "error":
        this.reason = control.message;
        break;
    }
  }

  private output(socket: Socket, bytes: Uint8Array): void {
    const replay = this.replay;
    if (this.seen) this.seen.next += bytes.length;
    const past = replay?.take(bytes.length) ?? 0;
    if (replay && past > 0) {
      this.write(socket, bytes.subarray(0, past), () => {
        replay.parsed(past);
        if (replay.over && replay === this.replay) this.tell({ kind: "open" });
      });
    }
    if (past < bytes.length) this.write(socket, bytes.subarray(past));
  }

  private write(socket: Socket, bytes: Uint8Array, then?: () => void): void {
    this.screen.write(bytes, () => {
      then?.();
      // What an earlier line brought is not to be acknowledged on this one.
      if (socket !== this.socket) return;
      const due = this.acks.parsed(bytes.length);
      if (due > 0) this.say({ type: "ack", bytes: due });
    });
  }

  private say(message: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message));
  }

  private dropped(socket: Socket, code?: number): void {
    if (socket !== this.socket) return;
    this.close();
    if (this.exited) return;
    if (code === CLOSE_GONE) {
      // Why it is gone is for the state to tell: the learner may have closed it.
      this.tell({ kind: "gone" });
      return;
    }
    this.tell({ kind: "lost", reason: this.reason });
    this.timer = setTimeout(() => this.connect(), this.backoff.next());
  }
}
