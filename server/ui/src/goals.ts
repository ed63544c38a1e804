// The goals of a panel: an icon, a word and an explanation for each, brought up to date as the server sees them change.

import { AnswerField } from "./answer.ts";
import { h, setChildren, setText } from "./dom.ts";
import { changes } from "./goal-news.ts";
import { icon } from "./icons.ts";
import { rich } from "./rich.ts";
import { texts } from "./site.ts";
import type { Goal, Sandbox } from "./wire.ts";

interface Row {
  item: HTMLElement;
  title: HTMLElement;
  icon: HTMLElement;
  word: HTMLElement;
  why: HTMLElement;
  answer: AnswerField | null;
}

export class GoalList {
  private readonly rows = new Map<string, Row>();
  private shown: Sandbox | null = null;

  constructor(panel: HTMLElement, send: (goal: string, answer: string) => void) {
    for (const item of panel.querySelectorAll<HTMLElement>(".exercise-goals > [data-goal]")) {
      const id = item.dataset["goal"] ?? "";
      const title = item.querySelector<HTMLElement>(".goal-title") ?? item.appendChild(h("span", { class: "goal-title" }, id));
      const why = h("p", { class: "goal-why", id: `${panel.id}-${id}-why`, hidden: true });
      const row: Row = {
        item,
        title,
        icon: h("span", { class: "goal-icon" }),
        word: h("span", { class: "quai-sr" }),
        why,
        answer: null,
      };
      item.prepend(row.icon);
      title.after(row.word);
      if ("answered" in item.dataset) {
        title.id = `${panel.id}-${id}-title`;
        row.answer = new AnswerField(`${panel.id}-${id}-answer`, title.id, why.id, (answer) => send(id, answer));
        item.append(row.answer.form);
      }
      item.append(why);
      this.rows.set(id, row);
      showRow(row, NOTHING, false, false);
    }
  }

  /**
   * Shows the goals of a living sandbox, or else whether the exercise was ever solved; `ready`: it can be worked in, `free`: no other
   * call is under way. Returns what is worth saying about the change.
   */
  show(sandbox: Sandbox | null, solved: boolean, ready: boolean, free: boolean): string[] {
    const goals = sandbox?.goals ?? [];
    const otherwise: Standing = !sandbox && solved ? { ...NOTHING, state: "met" } : NOTHING;
    for (const [id, row] of this.rows) showRow(row, goals.find((goal) => goal.id === id) ?? otherwise, ready, free);
    const before = sandbox && sandbox.id === this.shown?.id ? this.shown.goals : null;
    this.shown = sandbox;
    return changes(before, goals, (id) => this.rows.get(id)?.title.textContent?.trim() ?? id, texts);
  }
}

type Standing = Omit<Goal, "id">;

const NOTHING: Standing = { state: "open", why: null, answer: null };

function showRow(row: Row, { state, why, answer }: Standing, ready: boolean, free: boolean): void {
  row.item.dataset["state"] = state;
  setChildren(row.icon, state, () => [icon(state)]);
  setText(row.word, ` (${texts.goalStates[state]})`);
  setChildren(row.why, why ?? "", () => rich(why ?? ""));
  row.why.hidden = !why;
  const given = answer?.given ?? "";
  row.answer?.show({ given, open: ready, free, wrong: given !== "" && (state === "open" || state === "broken") });
}
