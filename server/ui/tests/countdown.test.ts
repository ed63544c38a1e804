import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock, formatTime, timeLeft, warningDue, type TimeLeft } from "../src/countdown.ts";
import { sandbox } from "./samples.ts";

const MINUTE = 60_000;

test("the server's clock counts, not ours", () => {
  let here = 1_000;
  const clock = new Clock(() => here);
  clock.sync(500_000);
  here += 20;
  assert.equal(clock.now(), 500_020);
});

test("the idle limit is mentioned only when it is near and comes first", () => {
  const at = (idle: number, limit: number) => timeLeft(sandbox({ idleEndsAt: idle * MINUTE, hardEndsAt: limit * MINUTE }), 0);
  assert.deepEqual(at(15, 60), { kind: "limit", ms: 60 * MINUTE, warn: false });
  assert.deepEqual(at(4, 60), { kind: "idle", ms: 4 * MINUTE, warn: true });
  assert.deepEqual(at(4, 3), { kind: "limit", ms: 3 * MINUTE, warn: true });
  assert.deepEqual(at(-1, -1), { kind: "limit", ms: 0, warn: true });
});

test("times read like a clock", () => {
  assert.equal(formatTime(0), "0:00");
  assert.equal(formatTime(59_001), "1:00");
  assert.equal(formatTime(4 * MINUTE + 5_000), "4:05");
  assert.equal(formatTime(64 * MINUTE + 5_000), "1:04:05");
});

test("each warning is given once", () => {
  const limit = (ms: number): TimeLeft => ({ kind: "limit", ms, warn: ms < 5 * MINUTE });
  assert.equal(warningDue(limit(6 * MINUTE), limit(5 * MINUTE)), null);
  assert.equal(warningDue(limit(5 * MINUTE), limit(5 * MINUTE - 1)), 5);
  assert.equal(warningDue(limit(4 * MINUTE), limit(3 * MINUTE)), null);
  assert.equal(warningDue(limit(MINUTE), limit(MINUTE - 1)), 1);
  assert.equal(warningDue(null, limit(2 * MINUTE)), 5);
  assert.equal(warningDue(null, limit(50 * MINUTE)), null);
  assert.equal(warningDue(limit(50 * MINUTE), { kind: "idle", ms: 30_000, warn: true }), 1);
});
