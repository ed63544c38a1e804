// Shapes that the tests start from.

import type { Help, Sandbox, State } from "../src/wire.ts";

export const help: Help = {
  hints: { total: 0, shown: [], next: null },
  solution: { open: false, why: "after 3 more checks", shown: null },
};

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
    help,
    preview: null,
    notice: null,
    ended: null,
    ...changes,
  };
}

export function state(changes: Partial<State> = {}): State {
  return { now: 0, engine: { available: true, message: null, remedy: null }, solved: [], values: {}, quizzes: {}, sandboxes: [], ...changes };
}
