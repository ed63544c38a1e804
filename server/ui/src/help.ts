// Hints and solution below the goals: discreet, one after the other, and the solution only once it was asked for twice.

import { h, setChildren, setText } from "./dom.ts";
import { texts } from "./site.ts";
import type { Door, Help, Sandbox } from "./wire.ts";

interface Calls {
  hint: () => void;
  solution: () => void;
}

/** A button, and beside it what it waits for while it is locked. */
interface Gate {
  box: HTMLElement;
  button: HTMLButtonElement;
  why: HTMLElement;
}

export class HelpBox {
  private readonly hints = h("ol", { class: "quai-hint-list", "aria-label": texts.hints, hidden: true });
  private readonly hint: Gate;
  private readonly solution: Gate;
  private readonly ask: HTMLElement;
  private readonly yes: HTMLButtonElement;
  private readonly row: HTMLElement;
  private readonly shown = h("div", { class: "quai-solution", hidden: true });
  private readonly box: HTMLElement;
  private before: Help | null = null;
  private asking = false;

  constructor(section: HTMLElement, calls: Calls) {
    this.hint = gate(section.id, "hint");
    this.solution = gate(section.id, "solution");
    this.yes = button("show-solution", texts.solutionYes);
    const no = button("keep-trying", texts.solutionNo);
    this.ask = h("div", { class: "quai-ask", role: "group", "aria-label": texts.solutionAsk, hidden: true }, h("span", {}, texts.solutionAsk), this.yes, no);
    this.row = h("div", { class: "quai-help-row" }, this.hint.box, this.solution.box, this.ask);
    this.box = h("div", { class: "quai-help", hidden: true }, this.hints, this.row, this.shown);
    section.querySelector(".exercise-goals")?.after(this.box);

    const unlocked = ({ button }: Gate, go: () => void) =>
      button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && go());
    unlocked(this.hint, calls.hint);
    unlocked(this.solution, () => {
      this.setAsking(true);
      this.yes.focus();
    });
    this.yes.addEventListener("click", calls.solution);
    const back = () => {
      this.setAsking(false);
      this.solution.button.focus();
    };
    no.addEventListener("click", back);
    this.ask.addEventListener("keydown", ({ key }) => key === "Escape" && back());
  }

  /** Shows the help of a sandbox; `free`: no other call is under way. Returns what is worth saying about the change. */
  show(sandbox: Sandbox | null, free: boolean): string[] {
    const help = sandbox?.help ?? null;
    const { before } = this;
    this.before = help;
    const focused = this.box.contains(document.activeElement);
    const news = help ? this.showHelp(help, before, free) : [];
    this.box.hidden = !help || (help.hints.total === 0 && !help.solution.shown && this.solution.box.hidden);
    if (focused) this.keepFocus();
    return news;
  }

  private showHelp({ hints, solution }: Help, before: Help | null, free: boolean): string[] {
    setGate(this.hint, hints.next, free);
    setText(this.hint.button, texts.hint(hints.shown.length + 1, hints.total));
    setGate(this.solution, solution.shown ? null : solution, free);
    if (!solution.open || solution.shown) this.asking = false;
    this.setAsking(this.asking);
    this.yes.setAttribute("aria-disabled", String(!free));
    this.row.hidden = this.hint.box.hidden && this.solution.box.hidden && this.ask.hidden;

    const news = this.showHints(hints.shown, before);
    this.shown.hidden = !solution.shown;
    setChildren(this.shown, JSON.stringify(solution.shown), () => (solution.shown ? solutionOf(solution.shown) : []));
    if (before && !before.solution.shown && solution.shown) news.push(texts.solutionShown);
    return news;
  }

  /** What is there stays as it is: somebody may be reading or copying it. */
  private showHints(shown: string[], before: Help | null): string[] {
    const news: string[] = [];
    this.hints.hidden = shown.length === 0;
    while (this.hints.children.length > shown.length) this.hints.lastElementChild?.remove();
    shown.forEach((html, index) => {
      const known = this.hints.children[index] as HTMLElement | undefined;
      const item = known ?? this.hints.appendChild(h("li", { class: "quai-hint", tabindex: "-1" }));
      const title = texts.hintTitle(index + 1);
      setChildren(item, html, () => [h("p", { class: "quai-hint-title" }, title), prose(html)]);
      if (before && index >= before.hints.shown.length) news.push(`${title}${texts.colon}${item.lastElementChild?.textContent?.trim() ?? ""}`);
    });
    return news;
  }

  private setAsking(asking: boolean): void {
    this.asking = asking;
    this.ask.hidden = !asking;
    this.solution.box.hidden = asking || this.before?.solution.shown != null;
  }

  /** What had the focus may just have been hidden: it goes to what it has opened. */
  private keepFocus(): void {
    const active = document.activeElement;
    if (active && active !== document.body && active.getClientRects().length > 0) return;
    const opened = this.shown.hidden ? this.hints.lastElementChild : this.shown.querySelector("h4");
    (opened as HTMLElement | null)?.focus();
  }
}

function gate(id: string, action: "hint" | "solution"): Gate {
  const why = h("span", { id: `${id}-${action}-why`, class: "quai-why" });
  const opener = button(action, action === "hint" ? "" : texts.solution);
  opener.setAttribute("aria-describedby", why.id);
  return { box: h("span", { class: "quai-gate" }, opener, why), button: opener, why };
}

function setGate({ box, button, why }: Gate, door: Door | null, free: boolean): void {
  box.hidden = door === null;
  // A button that is locked can still be reached, and says what it waits for.
  button.setAttribute("aria-disabled", String(!free || !door?.open));
  setText(why, door?.why ?? "");
}

function button(action: string, label: string): HTMLButtonElement {
  return h("button", { type: "button", class: "quai-button quai-button-small", "data-action": action }, label);
}

function solutionOf({ script, explanation }: { script: string; explanation: string | null }): Node[] {
  const copy = button("copy-solution", texts.copy);
  // What it says when it was pressed is its own news.
  copy.setAttribute("aria-live", "polite");
  copy.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(script).then(() => true, () => false);
    setText(copy, done ? texts.copied : texts.notCopied);
    setTimeout(() => setText(copy, texts.copy), 2_000);
  });
  const head = h("div", { class: "quai-solution-head" }, h("h4", { tabindex: "-1" }, texts.solution), copy);
  const code = h("code", { class: "language-bash" }, script);
  const nodes: Node[] = [head, h("pre", { tabindex: "0", "aria-label": texts.solution }, code)];
  highlight(code);
  if (explanation) nodes.push(prose(explanation));
  return nodes;
}

/** HTML of the server's making, dressed like the rest of the page. */
function prose(html: string): HTMLElement {
  const prose = h("div", { class: "quai-prose" });
  prose.innerHTML = html;
  prose.querySelectorAll<HTMLElement>("pre > code").forEach(highlight);
  return prose;
}

/** As the book does it; without its highlighter, code is plain. */
function highlight(code: HTMLElement): void {
  (globalThis as { hljs?: { highlightBlock?: (block: HTMLElement) => void } }).hljs?.highlightBlock?.(code);
  code.classList.add("hljs");
}
