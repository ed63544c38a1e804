// The stream of states from the server: open while the page is looked at, tried again whenever it breaks.

import { fetchState } from "./api.ts";
import { Backoff } from "./backoff.ts";
import { apiUrl } from "./site.ts";
import type { Store } from "./store.ts";
import { parseState } from "./wire.ts";

/** A break shorter than this is nobody's business: a server that restarts, a laptop that wakes up. */
const SAY_LOST_AFTER_MS = 1_500;

/** At most one question in this time outside the stream. */
const REFRESH_EVERY_MS = 5_000;

export class Live {
  private source: EventSource | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private lostTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff();
  private lastRefresh = -Infinity;

  constructor(private readonly store: Store) {}

  /** Browsers allow six connections per site over HTTP/1: a tab that nobody looks at gives its own back. */
  start(): void {
    const follow = () => (document.visibilityState === "visible" ? this.open() : this.close());
    document.addEventListener("visibilitychange", follow);
    addEventListener("online", () => this.open());
    // Only a page that comes back from the browser's cache: the first one has just been opened below.
    addEventListener("pageshow", ({ persisted }) => persisted && follow());
    addEventListener("pagehide", () => this.close());
    follow();
  }

  /** Asks once, for when something is known to have changed or time has come to look. */
  async refresh(): Promise<void> {
    if (performance.now() - this.lastRefresh < REFRESH_EVERY_MS) return;
    this.lastRefresh = performance.now();
    // A failure needs no words here: the stream notices it as well, and says so.
    await fetchState().then((state) => this.store.replace(state), () => {});
  }

  private open(): void {
    this.disconnect();
    this.expectNews();
    const source = new EventSource(apiUrl("live"));
    this.source = source;
    source.addEventListener("state", (event) => {
      this.backoff.reset();
      clearTimeout(this.lostTimer);
      this.lostTimer = undefined;
      try {
        this.store.replace(parseState(JSON.parse(event.data)));
        this.store.setLost(false);
      } catch (error) {
        console.error("quai: a state that cannot be read", error);
      }
    });
    source.addEventListener("error", () => {
      // The browser's own retry gives up on some answers, so it is never relied on.
      this.disconnect();
      this.expectNews();
      this.retry = setTimeout(() => this.open(), this.backoff.next());
    });
  }

  private close(): void {
    this.disconnect();
    clearTimeout(this.lostTimer);
    this.lostTimer = undefined;
  }

  private disconnect(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  /** Unless a state arrives soon, the page says that the connection is lost. */
  private expectNews(): void {
    this.lostTimer ??= setTimeout(() => this.store.setLost(true), SAY_LOST_AFTER_MS);
  }
}
