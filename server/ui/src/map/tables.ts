// The same in tables, for whoever reads better than sees, or would rather compare.

import { h } from "../dom.ts";
import { nameOf, thingsOf, type EngineMap, type Kind, type Thing } from "./model.ts";
import { factsOf } from "./facts.ts";
import type { Words } from "./words.ts";

/** The facts of each kind that have a column. */
const COLUMNS = {
  container: ["state", "image", "ports", "networks", "mounts"],
  network: ["driver", "subnet", "members"],
  volume: ["driver", "usedBy"],
  image: ["names", "size", "usedBy"],
} as const;

const KINDS: readonly Kind[] = ["container", "network", "volume", "image"];

export class Tables {
  readonly element = h("div", { class: "quai-map-tables" });
  private shown = "";

  constructor(
    private readonly words: Words,
    private readonly choose: (key: string) => void,
  ) {}

  show(map: EngineMap, doomed: ReadonlySet<string>): void {
    const source = JSON.stringify([map, [...doomed]]);
    if (source === this.shown) return;
    this.shown = source;
    const focused = (document.activeElement as HTMLElement | null)?.dataset["key"];
    const had = focused !== undefined && this.element.contains(document.activeElement);
    const things = thingsOf(map);
    this.element.replaceChildren(...KINDS.map((kind) => this.table(kind, things.filter((thing) => thing.kind === kind), map, doomed)));
    if (had) this.focus(focused);
  }

  focus(key: string): void {
    this.element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  private table(kind: Kind, things: Thing[], map: EngineMap, doomed: ReadonlySet<string>): HTMLElement {
    const { words } = this;
    const title = words.parts[kind];
    if (things.length === 0) return h("p", { class: "quai-map-nothing" }, words.nothing[kind]);
    const columns = COLUMNS[kind];
    const head = ["name" as const, ...columns].map((column) => h("th", { scope: "col" }, words.facts[column]));
    const rows = things.map((thing) => {
      const name = h("button", { type: "button", class: "quai-map-link", "data-key": thing.key }, nameOf(thing));
      name.addEventListener("click", () => this.choose(thing.key));
      const fate = doomed.has(thing.key) ? [h("span", { class: "quai-map-fate" }, words.doomed)] : [];
      const facts = factsOf(thing, map, words);
      const cells = columns.map((column) => h("td", {}, facts.find(({ name }) => name === column)?.values.join(", ") ?? ""));
      return h("tr", { "data-doomed": doomed.has(thing.key) }, h("th", { scope: "row" }, name, ...fate), ...cells);
    });
    const table = h("table", {}, h("caption", {}, title), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
    // Wide tables are moved by keys as well.
    return h("div", { class: "quai-map-scroll", tabindex: "0", role: "region", "aria-label": title }, table);
  }
}
