// What a panel shows, worked out from what is known: a pure function, so that every case is tested without a browser.

import type { Texts } from "./texts.ts";
import type { Problem, Sandbox, State } from "./wire.ts";

/** A call of the learner's that is under way. */
export type Busy = "start" | "reset" | "end" | "check" | "extend" | "keep" | "answer" | "hint" | "solution";

/** What the terminal's connection is doing. */
export type Link = "none" | "attaching" | "open" | "lost" | "exited";

export interface Notice extends Problem {
  tone: "wait" | "ended" | "error";
}

export interface View {
  /** `connecting`: the server has not spoken yet; `unavailable`: no sandbox can be had; `idle`: one click away. */
  phase: "connecting" | "unavailable" | "idle" | "starting" | "ready" | "ended";
  /** The sandbox whose goals, time and terminal are shown: a living one. */
  sandbox: Sandbox | null;
  status: string;
  notice: Notice | null;
  solved: boolean;
  /** The sandbox whose hints and solution are shown: the living one, or the last one that lived. */
  helped: Sandbox | null;
}

export interface Known {
  state: State | null;
  exercise: string;
  busy: Busy | null;
  link: Link;
  /** The live stream is down. */
  lost: boolean;
  /** The sandbox that was last seen alive here and that the learner did not close. */
  had: string | null;
}

export function viewOf(known: Known, texts: Texts): View {
  const mine = known.state?.sandboxes.filter((sandbox) => sandbox.exercise === known.exercise) ?? [];
  const view = viewWithoutHelp(known, texts);
  return { ...view, helped: view.sandbox ?? mine.at(-1) ?? null };
}

function viewWithoutHelp(known: Known, texts: Texts): Omit<View, "helped"> {
  const { state, busy } = known;
  const mine = state?.sandboxes.filter((sandbox) => sandbox.exercise === known.exercise) ?? [];
  const living = mine.find((sandbox) => sandbox.state !== "ended") ?? null;
  const solved = (state?.solved.includes(known.exercise) ?? false) || mine.some((sandbox) => sandbox.solved);

  if (living) {
    const phase = busy === "reset" || living.state === "starting" ? "starting" : "ready";
    const status = livingStatus(known, phase, living.queue, texts);
    const notice: Notice | null = phase === "ready" && living.notice ? { tone: "error", ...living.notice } : null;
    return { phase, sandbox: living, status, notice, solved };
  }
  const status = known.lost ? texts.connectionLost : "";
  if (!state) return { phase: "connecting", sandbox: null, status: status || texts.connecting, notice: null, solved };
  if (busy === "start") return { phase: "starting", sandbox: null, status: status || texts.starting, notice: null, solved };
  if (!state.engine.available) {
    const { message, remedy } = state.engine;
    const notice: Notice = { tone: "wait", message: message ?? texts.engineUnavailable, remedy, ref: null };
    return { phase: "unavailable", sandbox: null, status, notice, solved };
  }
  const ending = lastEnding(mine) ?? vanishing(known, mine, texts);
  if (ending) return { phase: "ended", sandbox: null, status, notice: ending, solved };
  return { phase: "idle", sandbox: null, status, notice: null, solved };
}

function livingStatus({ busy, link, lost }: Known, phase: "starting" | "ready", queue: string | null, texts: Texts): string {
  if (lost || link === "lost") return texts.connectionLost;
  if (busy === "reset") return texts.resetting;
  if (busy === "end") return texts.ending;
  if (phase === "starting") return queue ?? texts.starting;
  if (busy === "check" || busy === "answer") return texts.checking;
  return link === "attaching" || link === "none" ? texts.attaching : texts.ready;
}

/** A server that started anew knows nothing of the sandboxes it had: their end is not in the state, but must be said. */
function vanishing({ had, busy }: Known, mine: Sandbox[], texts: Texts): Notice | null {
  if (had === null || busy !== null || mine.some((sandbox) => sandbox.id === had)) return null;
  return { tone: "ended", message: texts.vanished, remedy: texts.vanishedRemedy, ref: null };
}

/** Nothing is said about a sandbox that the learner closed or replaced: they know. */
function lastEnding(mine: Sandbox[]): Notice | null {
  const ended = mine.at(-1)?.ended;
  if (!ended || ended.reason === "by-learner" || ended.reason === "replaced") return null;
  return { tone: "ended", message: ended.message, remedy: ended.remedy, ref: ended.ref };
}
