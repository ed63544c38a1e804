// What the server says, as types and as parsers: nothing beyond this file trusts the network.

import { list, number, oneOf, optionalText, record, table, text } from "./parse.ts";

export type GoalState = "open" | "waiting" | "met" | "broken" | "fault";
export type SandboxState = "starting" | "ready" | "ended";

export interface Goal {
  id: string;
  state: GoalState;
  why: string | null;
  /** Of a goal that is answered in words: what was answered last. */
  answer: { given: string | null } | null;
}

/** Whether something that helps can be opened, and what it waits for, in words for the learner. */
export interface Door {
  open: boolean;
  why: string | null;
}

/** HTML comes from the server, which made it of the course's Markdown and let no other through. */
export interface Help {
  hints: { total: number; shown: string[]; next: Door | null };
  solution: Door & { shown: { script: string; explanation: string | null } | null };
}

/** What differs from learner to learner, by name. */
export type Values = Record<string, string>;

/** Numbers of choices or steps, or what was typed: the book's script and the server agree on what they mean. */
export type QuizAnswer = number[] | string;

/** What was answered last to a question. */
export interface Answered {
  answer: QuizAnswer;
  right: boolean;
}

/** Something went wrong, in words for the learner: what happened, what to do, and where to find it in the log. */
export interface Problem {
  message: string;
  remedy: string | null;
  ref: string | null;
}

export interface Ending extends Problem {
  reason: string;
}

/** Times are Unix milliseconds of the server's clock. */
export interface Sandbox {
  id: string;
  exercise: string;
  state: SandboxState;
  /** What there is to wait for while it starts, in words for the learner. */
  queue: string | null;
  idleEndsAt: number;
  hardEndsAt: number;
  /** Whether that end can be put off. */
  extendable: boolean;
  goals: Goal[];
  solved: boolean;
  help: Help;
  /** While it is ready, its name in the addresses at which its ports are seen. */
  preview: string | null;
  /** Something to know about it while it lives: what it runs short of, or that it took the place of another. */
  notice: Problem | null;
  ended: Ending | null;
}

export interface Engine {
  available: boolean;
  message: string | null;
  remedy: string | null;
}

export interface State {
  now: number;
  engine: Engine;
  solved: string[];
  /** By exercise; those without variables are not in it. */
  values: Record<string, Values>;
  /** By quiz and question; those that were never answered are not in it. */
  quizzes: Record<string, Record<string, Answered>>;
  sandboxes: Sandbox[];
}

export interface Failure extends Problem {
  code: string;
}

/** Control messages of the terminal's WebSocket, server to client. */
export type Control =
  /** The next bytes are past output: so many of this stream, from this one on. `goesOn`: below what the page shows already. */
  | { type: "replay"; stream: string; from: number; bytes: number; goesOn: boolean }
  | { type: "exit"; code: number | null }
  | { type: "error"; code: string; message: string };

const GOAL_STATES: readonly string[] = ["open", "waiting", "met", "broken", "fault"];
const SANDBOX_STATES: readonly string[] = ["starting", "ready", "ended"];

export function parseState(value: unknown): State {
  const state = record(value, "state");
  const engine = record(state["engine"], "engine");
  return {
    now: number(state["now"], "now"),
    engine: {
      available: engine["available"] === true,
      message: optionalText(engine["message"], "engine.message"),
      remedy: optionalText(engine["remedy"], "engine.remedy"),
    },
    solved: list(state["solved"], "solved").map((id) => text(id, "solved")),
    values: table(state["values"], "values", (values, name) => table(values, name, text)),
    quizzes: table(state["quizzes"], "quizzes", (quiz, name) => table(quiz, name, parseAnswered)),
    sandboxes: list(state["sandboxes"], "sandboxes").map(parseSandbox),
  };
}

export function parseSandbox(value: unknown): Sandbox {
  const sandbox = record(value, "sandbox");
  return {
    id: text(sandbox["id"], "id"),
    exercise: text(sandbox["exercise"], "exercise"),
    state: oneOf(sandbox["state"], SANDBOX_STATES, "state") as SandboxState,
    queue: optionalText(sandbox["queue"], "queue"),
    idleEndsAt: number(sandbox["idle_ends_at"], "idle_ends_at"),
    hardEndsAt: number(sandbox["hard_ends_at"], "hard_ends_at"),
    extendable: sandbox["extendable"] === true,
    goals: list(sandbox["goals"], "goals").map(parseGoal),
    solved: sandbox["solved"] === true,
    help: parseHelp(sandbox["help"]),
    preview: optionalText(sandbox["preview"], "preview"),
    notice: sandbox["notice"] == null ? null : parseProblem(record(sandbox["notice"], "notice")),
    ended: sandbox["ended"] == null ? null : parseEnding(sandbox["ended"]),
  };
}

/** The body of a refusal; null when it is none of ours (a proxy's page, say). */
export function parseFailure(value: unknown): Failure | null {
  try {
    const error = record(record(value, "failure")["error"], "error");
    return { code: text(error["code"], "code"), ...parseProblem(error) };
  } catch {
    return null;
  }
}

/** A text frame of the terminal; null when it is not one we know, so that later servers may say more. */
export function parseControl(frame: string): Control | null {
  try {
    const control = record(JSON.parse(frame), "control");
    switch (control["type"]) {
      case "replay":
        return {
          type: "replay",
          stream: text(control["stream"], "stream"),
          from: number(control["from"], "from"),
          bytes: number(control["bytes"], "bytes"),
          goesOn: control["goesOn"] === true,
        };
      case "exit":
        return { type: "exit", code: control["code"] == null ? null : number(control["code"], "code") };
      case "error":
        return { type: "error", code: text(control["code"], "code"), message: text(control["message"], "message") };
      default:
        return null;
    }
  } catch {
    return null;
  }
}

export function parseJudged(value: unknown): boolean {
  return record(value, "judged")["right"] === true;
}

function parseAnswered(value: unknown, name: string): Answered {
  const answered = record(value, name);
  const answer = answered["answer"];
  return {
    answer: Array.isArray(answer) ? answer.map((chosen) => number(chosen, `${name}.answer`)) : text(answer, `${name}.answer`),
    right: answered["right"] === true,
  };
}

function parseGoal(value: unknown): Goal {
  const goal = record(value, "goal");
  return {
    id: text(goal["id"], "goal.id"),
    state: oneOf(goal["state"], GOAL_STATES, "goal.state") as GoalState,
    why: optionalText(goal["why"], "goal.why"),
    answer: goal["answer"] == null ? null : { given: optionalText(record(goal["answer"], "goal.answer")["given"], "goal.answer.given") },
  };
}

function parseHelp(value: unknown): Help {
  const help = record(value, "help");
  const hints = record(help["hints"], "help.hints");
  const solution = record(help["solution"], "help.solution");
  const shown = solution["shown"] == null ? null : record(solution["shown"], "help.solution.shown");
  return {
    hints: {
      total: number(hints["total"], "help.hints.total"),
      shown: list(hints["shown"], "help.hints.shown").map((html) => text(html, "help.hints.shown")),
      next: hints["next"] == null ? null : parseDoor(record(hints["next"], "help.hints.next"), "help.hints.next"),
    },
    solution: {
      ...parseDoor(solution, "help.solution"),
      shown: shown && {
        script: text(shown["script"], "help.solution.shown.script"),
        explanation: optionalText(shown["explanation"], "help.solution.shown.explanation"),
      },
    },
  };
}

function parseDoor(door: Record<string, unknown>, name: string): Door {
  return { open: door["open"] === true, why: optionalText(door["why"], `${name}.why`) };
}

function parseEnding(value: unknown): Ending {
  const ending = record(value, "ended");
  return { reason: text(ending["reason"], "ended.reason"), ...parseProblem(ending) };
}

function parseProblem(value: Record<string, unknown>): Problem {
  return {
    message: text(value["message"], "message"),
    remedy: optionalText(value["remedy"], "remedy"),
    ref: optionalText(value["ref"], "ref"),
  };
}
