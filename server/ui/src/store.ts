// What the server last said, for everybody on the page to see.

import { Clock } from "./countdown.ts";
import type { Answered, Sandbox, SandboxState, State } from "./wire.ts";

const STAGES: readonly SandboxState[] = ["starting", "ready", "ended"];

export class Store {
  /** Null until the server has spoken. */
  state: State | null = null;
  /** True while the live connection is down. */
  lost = false;
  readonly clock = new Clock();
  private readonly watchers: (() => void)[] = [];

  watch(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  replace(state: State): void {
    this.clock.sync(state.now);
    this.state = state;
    this.tell();
  }

  /** Takes in the answer to a call without waiting for the live stream. */
  merge(sandbox: Sandbox): void {
    if (!this.state) return;
    this.state = merged(this.state, sandbox);
    this.tell();
  }

  /** Takes in what was answered to a question. */
  answered(quiz: string, question: string, answered: Answered): void {
    if (!this.state) return;
    const { quizzes } = this.state;
    this.state = { ...this.state, quizzes: { ...quizzes, [quiz]: { ...quizzes[quiz], [question]: answered } } };
    this.tell();
  }

  setLost(lost: boolean): void {
    if (this.lost === lost) return;
    this.lost = lost;
    this.tell();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}

/** An answer may come after newer news from the stream: a sandbox never goes back a stage. */
export function merged(state: State, sandbox: Sandbox): State {
  const known = state.sandboxes.find((other) => other.id === sandbox.id);
  if (known && STAGES.indexOf(known.state) > STAGES.indexOf(sandbox.state)) return state;
  const others = state.sandboxes.filter((other) => other.id !== sandbox.id);
  return { ...state, sandboxes: [...others, sandbox] };
}
