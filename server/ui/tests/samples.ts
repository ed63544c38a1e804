// Shapes that the tests start from.

import type { Sandbox, State } from "../src/wire.ts";

export function sandbox(changes: Partial<Sandbox> = {}): Sandbox {
  return {
    id: "s1",
    exercise: "run-nginx",
    state: "ready",
    queue: null,
    idleEndsAt: 0,
    hardEndsAt: 0,
    extendable: true,
    goals: [],
    solved: false,
    notice: null,
    ended: null,
    ...changes,
  };
}

export function state(changes: Partial<State> = {}): State {
  return { now: 0, engine: { available: true, message: null, remedy: null }, solved: [], sandboxes: [], ...changes };
}
