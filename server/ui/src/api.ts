// The calls a panel makes. Each either gives what was asked for or throws an ApiProblem that can be shown as it is.

import { apiUrl, texts } from "./site.ts";
import { WireError } from "./parse.ts";
import { parseFailure, parseJudged, parseSandbox, parseState, type Problem, type QuizAnswer, type Sandbox, type State } from "./wire.ts";

/** Longer than the slowest start on a busy machine: past it, the learner is told instead of left waiting. */
const ANSWER_WITHIN_MS = 60_000;

export class ApiProblem extends Error implements Problem {
  constructor(
    message: string,
    readonly remedy: string | null,
    readonly ref: string | null,
  ) {
    super(message);
  }
}

export function fetchState(): Promise<State> {
  return call("GET", "state", parseState);
}

export function openSandbox(exercise: string): Promise<Sandbox> {
  return call("POST", "sandboxes", parseSandbox, { exercise });
}

export function changeSandbox(id: string, change: "reset" | "check" | "extend" | "keep" | "hints" | "solution"): Promise<Sandbox> {
  return call("POST", `sandboxes/${encodeURIComponent(id)}/${change}`, parseSandbox);
}

export function answerGoal(id: string, goal: string, answer: string): Promise<Sandbox> {
  return call("POST", `sandboxes/${encodeURIComponent(id)}/answers`, parseSandbox, { goal, answer });
}

/** Whether the answer is right. */
export function answerQuestion(quiz: string, question: string, answer: QuizAnswer): Promise<boolean> {
  return call("POST", `quizzes/${encodeURIComponent(quiz)}/${encodeURIComponent(question)}`, parseJudged, { answer });
}

export async function endSandbox(id: string): Promise<void> {
  await call("DELETE", `sandboxes/${encodeURIComponent(id)}`, () => null);
}

async function call<T>(method: string, path: string, parse: (answer: unknown) => T, body?: unknown): Promise<T> {
  try {
    const response = await fetch(apiUrl(path), {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      // Sent even without a body: the type is one that other sites' forms cannot send.
      ...(method === "POST" && { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) }),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return parse(answer);
    const failure = parseFailure(answer);
    if (failure) throw new ApiProblem(failure.message, failure.remedy, failure.ref);
    throw new ApiProblem(texts.serverRefused(response.status), texts.serverRefusedRemedy, null);
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    if (error instanceof WireError) throw new ApiProblem(texts.serverUnintelligible, texts.serverUnintelligibleRemedy, error.message);
    throw new ApiProblem(texts.serverSilent, texts.serverSilentRemedy, null);
  }
}
