// How long to wait before trying a lost connection again.

const FIRST_MS = 250;
const LONGEST_MS = 5_000;

export class Backoff {
  private attempts = 0;

  /** The next wait in milliseconds: doubles each time, from 0.25 s to 5 s. */
  next(): number {
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** this.attempts++);
  }

  /** To be called once a connection has proved to work. */
  reset(): void {
    this.attempts = 0;
  }
}
