import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../src/backoff.ts";
import { ACK_EVERY_BYTES, AckCounter, CHUNK_BYTES, chunks, Replay } from "../src/flow.ts";

test("a long paste is cut, and put together it is the same", () => {
  const bytes = new TextEncoder().encode("é→🐳".repeat(6_000));
  const cut = chunks(bytes);
  assert.ok(cut.length > 3);
  assert.ok(cut.every((chunk) => chunk.length <= CHUNK_BYTES));
  assert.deepEqual(Buffer.concat(cut), Buffer.from(bytes));
  assert.deepEqual(chunks(new Uint8Array()), []);
});

test("acknowledgements are saved up and none is lost", () => {
  const acks = new AckCounter();
  assert.equal(acks.parsed(ACK_EVERY_BYTES - 1), 0);
  assert.equal(acks.parsed(10), ACK_EVERY_BYTES + 9);
  assert.equal(acks.parsed(5), 0);
});

test("a replay may end in the middle of a frame", () => {
  const replay = new Replay(10);
  assert.equal(replay.take(6), 6);
  assert.equal(replay.take(6), 4);
  assert.equal(replay.take(6), 0);
  assert.equal(replay.over, false);
  replay.parsed(6);
  replay.parsed(4);
  assert.equal(replay.over, true);
  assert.equal(new Replay(0).over, true);
});

test("retries slow down to five seconds and start over after a success", () => {
  const backoff = new Backoff();
  assert.deepEqual(Array.from({ length: 7 }, () => backoff.next()), [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  backoff.reset();
  assert.equal(backoff.next(), 250);
});
