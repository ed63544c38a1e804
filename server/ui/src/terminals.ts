// The terminals of one panel, side by side in tabs: the first is always there, others come and go. Each keeps its shell, its screen and
// its line; the panel hears of the one that is looked at.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import type { LinkEvent } from "./link.ts";
import { Session } from "./session.ts";
import { remember, remembered } from "./settings.ts";
import { closed, opened, parseOpen, type Open } from "./shells.ts";
import { texts } from "./site.ts";

export interface TerminalsOptions {
  tabs: HTMLElement;
  /** Where terminals and the keys of phones go. */
  host: HTMLElement;
  keysHost: HTMLElement;
  /** What the terminals belong to. */
  title: string;
  hintId: string;
  screenReader: boolean;
  onArmed: (armed: boolean) => void;
  /** Opens a link that was printed. */
  follow: (address: string) => void;
  onEvent: (event: LinkEvent) => void;
}

interface Seat {
  session: Session;
  panel: HTMLElement;
  keys: HTMLElement;
  /** What its line told last. */
  last: LinkEvent | null;
}

export class Terminals {
  private readonly seats = new Map<number, Seat>();
  private open: Open = { shells: [1], shown: 1 };
  private sandbox: string | null = null;
  private screenReader: boolean;

  constructor(private readonly options: TerminalsOptions) {
    this.screenReader = options.screenReader;
    options.tabs.addEventListener("keydown", (event) => this.walk(event));
    this.show(1);
  }

  /** Attaches to a sandbox, or lets go with null: what was on the screens stays to be read. */
  attach(sandbox: string | null): void {
    if (sandbox === this.sandbox) return;
    this.sandbox = sandbox;
    for (const seat of this.seats.values()) {
      seat.session.attach(null);
      seat.last = null;
    }
    if (sandbox !== null) {
      this.open = parseOpen(remembered("shells"), sandbox);
      for (const number of this.seats.keys()) if (!this.open.shells.includes(number)) this.leave(number);
    }
    this.show(this.open.shown);
  }

  newShell(): void {
    this.seat().session.newShell();
  }

  focus(): void {
    this.seat().session.focus();
  }

  find(): void {
    this.seat().session.find();
  }

  type(keys: string): void {
    this.seat().session.type(keys);
  }

  setScreenReader(on: boolean): void {
    this.screenReader = on;
    for (const { session } of this.seats.values()) session.setScreenReader(on);
  }

  private seat(): Seat {
    const { shown } = this.open;
    const seat = this.seats.get(shown) ?? this.take(shown);
    this.seats.set(shown, seat);
    return seat;
  }

  private take(number: number): Seat {
    const { host, keysHost, title, hintId, onArmed, follow } = this.options;
    const terminal = h("div", { class: "quai-terminal" });
    const panel = h("div", { class: "quai-shell", role: "tabpanel", id: `${hintId}-shell-${number}`, "aria-labelledby": `${hintId}-tab-${number}` }, terminal);
    const keys = h("div", { class: "quai-keys", role: "group" });
    host.append(panel);
    keysHost.append(keys);
    const session = new Session({
      host: terminal, keysHost: keys, label: texts.terminalOf(number, title), hintId, shell: number, screenReader: this.screenReader, onArmed, follow,
      onEvent: (event) => this.heard(number, event),
    });
    return { session, panel, keys, last: null };
  }

  private leave(number: number): void {
    const seat = this.seats.get(number);
    seat?.session.dispose();
    seat?.panel.remove();
    seat?.keys.remove();
    this.seats.delete(number);
  }

  private show(number: number): void {
    this.open = { ...this.open, shown: number };
    const shown = this.seat();
    for (const [other, { panel, keys }] of this.seats) panel.hidden = keys.hidden = other !== number;
    this.renderTabs();
    shown.session.attach(this.sandbox);
    if (this.sandbox === null) return;
    remember("shells", JSON.stringify({ sandbox: this.sandbox, ...this.open }));
    if (shown.last) this.options.onEvent(shown.last);
  }

  private add(): void {
    this.open = opened(this.open);
    this.show(this.open.shown);
    this.focus();
  }

  /** The tab goes; what runs in its shell goes on, and the next tab of that number shows it. */
  private close(number: number): void {
    this.leave(number);
    this.open = closed(this.open, number);
    this.show(this.open.shown);
    this.focus();
  }

  private heard(number: number, event: LinkEvent): void {
    const seat = this.seats.get(number);
    if (seat) seat.last = event;
    if (event.kind === "exited" && number !== 1) return this.close(number);
    if (number === this.open.shown) this.options.onEvent(event);
  }

  private renderTabs(): void {
    const { tabs, hintId } = this.options;
    const { shells, shown } = this.open;
    const had = tabs.contains(document.activeElement);
    const list = shells.map((number) => {
      const tab = h(
        "button",
        {
          type: "button", role: "tab", class: "quai-shell-tab", id: `${hintId}-tab-${number}`, tabindex: number === shown ? "0" : "-1",
          "aria-selected": String(number === shown), "aria-controls": `${hintId}-shell-${number}`,
        },
        icon("terminal"), texts.shell(number),
      );
      tab.addEventListener("click", () => {
        this.show(number);
        this.focus();
      });
      return tab;
    });
    const tool = (name: "plus" | "close", label: string, action: string, go: () => void) => {
      const button = h("button", { type: "button", class: "quai-icon-button", "data-action": action, "aria-label": label, title: label }, icon(name));
      button.addEventListener("click", go);
      return button;
    };
    const another = opened(this.open) === this.open ? [] : [tool("plus", texts.shellAdd, "add-shell", () => this.add())];
    const close = shown === 1 ? [] : [tool("close", texts.shellClose(shown), "close-shell", () => this.close(shown))];
    tabs.replaceChildren(h("div", { class: "quai-shell-tabs", role: "tablist", "aria-label": texts.shells }, ...list), ...another, ...close);
    if (had) tabs.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  }

  /** Arrows go from tab to tab, as everywhere. */
  private walk(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !(event.target as Element).matches("[role=tab]")) return;
    event.preventDefault();
    event.stopPropagation();
    const { shells, shown } = this.open;
    const next = shells[(shells.indexOf(shown) + step + shells.length) % shells.length];
    if (next === undefined) return;
    this.show(next);
    this.options.tabs.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  }
}
