// What is worth saying aloud about goals.

import { plain } from "./rich.ts";
import type { Texts } from "./texts.ts";
import type { Goal } from "./wire.ts";

/** What to say about goals that changed. Nothing when there is no before: a page that opens has no news. */
export function changes(before: Goal[] | null, after: Goal[], titleOf: (id: string) => string, words: Texts): string[] {
  if (!before) return [];
  return after.flatMap(({ id, state }) => {
    if (before.find((goal) => goal.id === id)?.state === state) return [];
    if (state === "met") return [words.goalMet(titleOf(id))];
    if (state === "broken") return [words.goalBroken(titleOf(id))];
    if (state === "fault") return [words.goalFault(titleOf(id))];
    return [];
  });
}

/** The answer to Check: how many goals are met, and the first explanation of one that is not. */
export function summary(goals: Goal[], words: Texts): string[] {
  const met = goals.filter((goal) => goal.state === "met").length;
  const why = goals.find((goal) => goal.state !== "met" && goal.why)?.why;
  return [words.goalsMet(met, goals.length), ...(why ? [plain(why)] : [])];
}
