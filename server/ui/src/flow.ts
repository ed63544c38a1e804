// The arithmetic of the terminal's stream: chunks towards the server, acknowledgements and replay from it.

/** The server refuses frames over 64 KiB; pastes are cut well below. */
export const CHUNK_BYTES = 16 * 1024;

/** The server holds back after 256 KiB that nobody acknowledged; saying so at every 16 KiB keeps the stream moving without a frame per key. */
export const ACK_EVERY_BYTES = 16 * 1024;

/** Cuts what is typed or pasted into frames. A character may be cut in two: the server sees one stream of bytes. */
export function chunks(bytes: Uint8Array): Uint8Array[] {
  const cut: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) cut.push(bytes.subarray(start, start + CHUNK_BYTES));
  return cut;
}

/** Counts the bytes that xterm.js has parsed and that the server has not been told about. */
export class AckCounter {
  private pending = 0;

  /** Returns what to acknowledge now, or 0. */
  parsed(bytes: number): number {
    this.pending += bytes;
    if (this.pending < ACK_EVERY_BYTES) return 0;
    const due = this.pending;
    this.pending = 0;
    return due;
  }
}

/** Follows the past output that opens every connection: what arrives first belongs to it, and it is over once all of it is parsed. */
export class Replay {
  private toArrive: number;
  private toParse: number;

  constructor(bytes: number) {
    this.toArrive = bytes;
    this.toParse = bytes;
  }

  get over(): boolean {
    return this.toParse === 0;
  }

  /** How many of the next `length` bytes are still past output. */
  take(length: number): number {
    const past = Math.min(length, this.toArrive);
    this.toArrive -= past;
    return past;
  }

  parsed(bytes: number): void {
    this.toParse -= bytes;
  }
}
