// The goals of a panel: an icon, a word and an explanation for each, brought up to date as the server sees them change.

import { h, setChildren, setText } from "./dom.ts";
import { changes } from "./goal-news.ts";
import { icon } from "./icons.ts";
import { rich } from "./rich.ts";
import { texts } from "./site.ts";
import type { Goal, Sandbox } from "./wire.ts";

interface Row {
  item: HTMLElement;
  title: string;
  icon: HTMLElement;
  word: HTMLElement;
  why: HTMLElement;
}

export class GoalList {
  private readonly rows = new Map<string, Row>();
  private shown: Sandbox | null = null;

  constructor(panel: HTMLElement) {
    for (const item of panel.querySelectorAll<HTMLElement>(".exercise-goals > [data-goal]")) {
      const title = item.querySelector<HTMLElement>(".goal-title");
      const row: Row = {
        item,
        title: (title ?? item).textContent?.trim() ?? "",
        icon: h("span", { class: "goal-icon" }),
        word: h("span", { class: "quai-sr" }),
        why: h("p", { class: "goal-why", hidden: true }),
      };
      item.prepend(row.icon);
      if (title) title.after(row.word);
      else item.append(row.word);
      item.append(row.why);
      this.rows.set(item.dataset["goal"] ?? "", row);
      showRow(row, { state: "open", why: null });
    }
  }

  /** Shows the goals of a living sandbox, or else whether the exercise was ever solved. Returns what is worth saying about the change. */
  show(sandbox: Sandbox | null, solved: boolean): string[] {
    const goals = sandbox?.goals ?? [];
    const otherwise = { state: !sandbox && solved ? "met" : "open", why: null } as const;
    for (const [id, row] of this.rows) showRow(row, goals.find((goal) => goal.id === id) ?? otherwise);
    const before = sandbox && sandbox.id === this.shown?.id ? this.shown.goals : null;
    this.shown = sandbox;
    return changes(before, goals, (id) => this.rows.get(id)?.title ?? id, texts);
  }
}

function showRow(row: Row, { state, why }: Pick<Goal, "state" | "why">): void {
  row.item.dataset["state"] = state;
  setChildren(row.icon, state, () => [icon(state)]);
  setText(row.word, ` (${texts.goalStates[state]})`);
  setChildren(row.why, why ?? "", () => rich(why ?? ""));
  row.why.hidden = !why;
}
