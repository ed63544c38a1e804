// A sandbox whose exercise is on another page comes along: learners read on without losing it.

import { h } from "./dom.ts";
import type { Contents } from "./pages.ts";
import { bookUrl, texts } from "./site.ts";
import type { State } from "./wire.ts";

/** The exercise of a living sandbox that has no place on this page; the one that was opened last. */
export function guestOf(state: State, here: readonly string[]): string | null {
  const living = state.sandboxes.filter(({ state }) => state !== "ended").map(({ exercise }) => exercise);
  return living.some((exercise) => here.includes(exercise)) ? null : (living.at(-1) ?? null);
}

/** A panel with nothing but its workspace, and a way back to the exercise. */
export function guestSection(exercise: string, { homes }: Contents): HTMLElement {
  const home = homes[exercise];
  const title = home?.title ?? exercise;
  const id = `exercise-${exercise}`;
  const link = home ? h("a", { href: `${bookUrl(home.page).href}#${id}` }, title) : title;
  return h(
    "section",
    { class: "exercise quai-guest", id, "data-exercise": exercise, "aria-label": texts.sandboxOf(title) },
    h("header", { class: "exercise-header" }, h("h3", {}, link)),
    h("div", { class: "exercise-workspace" }),
  );
}
