// Finds text in a terminal, also in what has scrolled away: a bar in its corner.

import { SearchAddon, type ISearchOptions } from "@xterm/addon-search";
import type { Terminal } from "@xterm/xterm";
import { h, setText } from "./dom.ts";
import { icon, type Icon } from "./icons.ts";
import { hex, palette } from "./palette.ts";
import { texts } from "./site.ts";

/** So many are highlighted and counted; there may be more. */
const COUNTED = 1_000;

export class Finder {
  private readonly search = new SearchAddon({ highlightLimit: COUNTED });
  private readonly input = h("input", {
    type: "search", class: "quai-input quai-find-text", "aria-label": texts.findLabel, placeholder: texts.findLabel,
    autocomplete: "off", autocapitalize: "off", spellcheck: "false",
  });
  /** Screen readers say it whenever it changes. */
  private readonly count = h("output", { class: "quai-find-count" });
  private readonly bar: HTMLFormElement;

  constructor(
    private readonly terminal: Terminal,
    private readonly host: HTMLElement,
  ) {
    terminal.loadAddon(this.search);
    this.search.onDidChangeResults(({ resultIndex, resultCount }) => {
      setText(this.count, this.input.value ? texts.found(resultIndex + 1, resultCount, resultCount >= COUNTED) : "");
    });
    const back = button("find-previous", "up", texts.findPrevious, () => this.find(true));
    const on = button("find-next", "down", texts.findNext, () => this.find(false));
    const close = button("find-close", "close", texts.findClose, () => this.close());
    this.bar = h("form", { class: "quai-find", role: "search", hidden: true }, this.input, this.count, back, on, close);
    this.bar.addEventListener("submit", (event) => event.preventDefault());
    this.bar.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => this.find(true));
    host.after(this.bar);
  }

  open(): void {
    const selected = this.terminal.getSelection();
    if (selected && !selected.includes("\n")) this.input.value = selected;
    this.bar.hidden = false;
    this.colour(true);
    this.input.focus();
    this.input.select();
    this.find(true);
  }

  private close(): void {
    this.bar.hidden = true;
    this.search.clearDecorations();
    this.terminal.clearSelection();
    this.colour(false);
    this.terminal.focus();
  }

  /** What is found is selected as well, in a colour of its own: terminal.css knows. */
  private colour(finding: boolean): void {
    this.host.toggleAttribute("data-finding", finding);
    this.terminal.options.theme = palette(this.host);
  }

  /** What was printed last is what is sought most often: the search goes up. */
  private find(up: boolean): void {
    const text = this.input.value;
    if (text) this.search[up ? "findPrevious" : "findNext"](text, this.options());
    else {
      this.search.clearDecorations();
      this.terminal.clearSelection();
      setText(this.count, "");
    }
  }

  private options(): ISearchOptions {
    const [match, active] = [hex(this.host, "match"), hex(this.host, "matchActive")];
    return {
      decorations: {
        matchBackground: match,
        matchOverviewRuler: match,
        activeMatchBackground: active,
        activeMatchColorOverviewRuler: active,
      },
    };
  }

  private key(event: KeyboardEvent): void {
    // What is typed here is sought: mdBook would turn the page on an arrow.
    event.stopPropagation();
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.input) this.find(!event.shiftKey);
    else return;
    event.preventDefault();
  }
}

function button(action: string, picture: Icon, label: string, click: () => void): HTMLButtonElement {
  const made = h(
    "button",
    { type: "button", class: "quai-icon-button", "data-action": action, "aria-label": label, title: label },
    icon(picture),
  );
  made.addEventListener("click", click);
  return made;
}
