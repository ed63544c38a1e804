// The stream of maps of one sandbox: open while somebody looks, tried again when it breaks.

import { Backoff } from "../backoff.ts";
import { apiUrl } from "../site.ts";
import { parseMap, type EngineMap } from "./model.ts";

export class MapStream {
  private source: EventSource | null = null;
  private sandbox: string | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff();

  constructor(
    private readonly drawn: (map: EngineMap) => void,
    private readonly lost: () => void,
  ) {
    // Browsers allow six connections per site over HTTP/1: a tab that nobody looks at gives its own back.
    document.addEventListener("visibilitychange", () => this.connect());
    addEventListener("online", () => this.connect());
    addEventListener("pagehide", () => this.disconnect());
    addEventListener("pageshow", ({ persisted }) => persisted && this.connect());
  }

  /** Follows a sandbox, or none. */
  follow(sandbox: string | null): void {
    if (sandbox === this.sandbox) return;
    this.sandbox = sandbox;
    this.connect();
  }

  private connect(): void {
    this.disconnect();
    if (this.sandbox === null || document.visibilityState !== "visible") return;
    const source = new EventSource(apiUrl(`sandboxes/${encodeURIComponent(this.sandbox)}/map`));
    this.source = source;
    source.addEventListener("map", (event) => {
      this.backoff.reset();
      try {
        this.drawn(parseMap(JSON.parse(event.data)));
      } catch (error) {
        console.error("quai: a map that cannot be read", error);
      }
    });
    source.addEventListener("error", () => {
      this.disconnect();
      this.lost();
      this.retry = setTimeout(() => this.connect(), this.backoff.next());
    });
  }

  private disconnect(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }
}
