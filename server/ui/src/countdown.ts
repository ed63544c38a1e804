// The time a sandbox has left, by the server's clock.

import type { Sandbox } from "./wire.ts";

export const WARN_BELOW_MS = 5 * 60_000;

/** Tells the server's time from ours: a learner's machine may be minutes off. */
export class Clock {
  private skew = 0;

  constructor(private readonly local: () => number = Date.now) {}

  sync(serverNow: number): void {
    this.skew = serverNow - this.local();
  }

  now(): number {
    return this.local() + this.skew;
  }
}

export interface TimeLeft {
  /** `idle`: the sandbox will end sooner than its limit because nobody types in it. */
  kind: "limit" | "idle";
  ms: number;
  warn: boolean;
}

/** The idle limit is mentioned only once it is near: until then it moves with every key and would only worry people. */
export function timeLeft(sandbox: Sandbox, now: number): TimeLeft {
  const limit = Math.max(0, sandbox.hardEndsAt - now);
  const idle = Math.max(0, sandbox.idleEndsAt - now);
  if (idle < limit && idle < WARN_BELOW_MS) return { kind: "idle", ms: idle, warn: true };
  return { kind: "limit", ms: limit, warn: limit < WARN_BELOW_MS };
}

/** `4:05` under an hour, `1:04:05` from then on. */
export function formatTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const pad = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** The number of minutes to warn about when the time left has just fallen under it, else null. Each is said once. */
export function warningDue(before: TimeLeft | null, now: TimeLeft): 5 | 1 | null {
  if (!before || before.kind !== now.kind) return now.warn ? (now.ms < 60_000 ? 1 : 5) : null;
  if (before.ms >= 60_000 && now.ms < 60_000) return 1;
  return before.ms >= WARN_BELOW_MS && now.warn ? 5 : null;
}
