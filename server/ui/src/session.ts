// One terminal of a panel, attached to whichever sandbox the panel has.

import { Link, type LinkEvent, type Seen, type Size } from "./link.ts";
import { apiUrl } from "./site.ts";
import { TerminalScreen, type TerminalOptions } from "./terminal.ts";

type SessionOptions = Omit<TerminalOptions, "onInput" | "onResize"> & { shell: number; onEvent: (event: LinkEvent) => void };

export class Session {
  private readonly screen: TerminalScreen;
  private link: Link | null = null;
  private exited = false;
  private sandbox: string | null = null;

  private readonly retry = () => this.link?.retryNow();

  constructor(private readonly options: SessionOptions) {
    this.screen = new TerminalScreen({
      ...options,
      onInput: (data, binary) => this.typed(data, binary),
      onResize: (size) => this.link?.resized(size),
    });
    addEventListener("online", this.retry);
    document.addEventListener("visibilitychange", this.retry);
  }

  /** Attaches to a sandbox, or lets go with null: what was on the screen stays to be read. */
  attach(sandbox: string | null): void {
    if (sandbox === this.sandbox) return;
    this.sandbox = sandbox;
    this.link?.close();
    this.link = null;
    this.screen.setDead(sandbox === null);
    if (sandbox === null) return;
    const url = ({ cols, rows }: Size, seen: Seen | null) => {
      const before: Record<string, string> = seen ? { stream: seen.stream, next: String(seen.next) } : {};
      const size = { shell: String(this.options.shell), cols: String(cols), rows: String(rows) };
      const url = apiUrl(`sandboxes/${encodeURIComponent(sandbox)}/terminal`, { ...size, ...before });
      url.protocol = url.protocol.replace("http", "ws");
      return url;
    };
    this.link = new Link(url, this.screen, (event) => this.heard(event));
    this.newShell();
  }

  newShell(): void {
    this.exited = false;
    this.link?.connect();
  }

  focus(): void {
    this.screen.focus();
  }

  find(): void {
    this.screen.find();
  }

  setScreenReader(on: boolean): void {
    this.screen.setScreenReader(on);
  }

  /** Types for the learner. */
  type(keys: string): void {
    this.typed(keys, false);
  }

  /** Nobody looks any more: the shell goes on without it. */
  dispose(): void {
    this.link?.close();
    removeEventListener("online", this.retry);
    document.removeEventListener("visibilitychange", this.retry);
    this.screen.dispose();
  }

  private heard(event: LinkEvent): void {
    if (event.kind === "exited") this.exited = true;
    this.options.onEvent(event);
  }

  /** After the shell has ended, Enter asks for a new one, where the hands already are. */
  private typed(data: string, binary: boolean): void {
    if (this.exited && data === "\r") this.newShell();
    else this.link?.input(data, binary);
  }
}
