// The map of a learner's engine: a drawing or tables, what a prune would delete, and details of whatever is chosen.

import { h, setText } from "../dom.ts";
import { lang } from "../site.ts";
import { remember, remembered } from "../settings.ts";
import { changesOf } from "./changes.ts";
import { Details, type DetailCalls } from "./details.ts";
import { thingsOf, type EngineMap, type Kind } from "./model.ts";
import { Picture } from "./picture.ts";
import { doomed, PRUNES } from "./prune.ts";
import { MapStream } from "./stream.ts";
import { Tables } from "./tables.ts";
import { wordsFor } from "./words.ts";

/** What has changed stays marked for so long. */
const MARKED_MS = 2_500;

const NOTHING: ReadonlySet<string> = new Set();

export class MapView {
  private readonly words = wordsFor(lang);
  private readonly picture = new Picture(this.words, (key) => this.choose(key));
  private readonly tables = new Tables(this.words, (key) => this.choose(key));
  private readonly details: Details;
  private readonly stream = new MapStream((map) => this.drawn(map), () => this.say(this.words.lost));
  private readonly prune: HTMLSelectElement;
  /** What just changed, or what a prune would delete: seen, and said only when it was asked for. */
  private readonly news = h("p", { class: "quai-map-news" });
  private readonly doom = h("output", { class: "quai-map-doom-sum" });
  private readonly asTables: HTMLButtonElement;
  private map: EngineMap | null = null;
  private chosen: string | null = null;
  private changed = new Set<string>();
  private unmark: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: HTMLElement,
    calls: DetailCalls,
  ) {
    const { words } = this;
    this.details = new Details(words, calls, () => this.choose(null));
    const option = (value: string, label: string) => h("option", { value }, label);
    this.prune = h("select", { class: "quai-input" }, option("", words.pruneNone), ...PRUNES.map((prune) => option(prune, `docker ${prune}`)));
    this.prune.addEventListener("change", () => this.show());
    this.asTables = h("button", { type: "button", class: "quai-button quai-button-toggle quai-button-small" }, h("span", {}, words.table));
    this.asTables.addEventListener("click", () => {
      remember("map-tables", tabular() ? "off" : "on");
      this.show();
    });
    const tools = h("div", { class: "quai-map-tools" }, h("label", {}, `${words.pruneLabel} `, this.prune), this.asTables);
    this.say(words.waiting);
    host.replaceChildren(h("h4", { class: "quai-map-heading" }, words.title), tools, this.doom, this.picture.element, this.tables.element, this.details.element, this.news);
  }

  /** Follows the engine of a sandbox, or none: then the last map stays to be read. */
  follow(sandbox: string | null): void {
    this.stream.follow(sandbox);
  }

  private drawn(map: EngineMap): void {
    const changes = this.map ? changesOf(this.map, map) : [];
    if (!this.map || changes.length > 0) this.say(changes.slice(-3).map((change) => this.words.change(change)).join(" "));
    this.map = map;
    for (const { key } of changes) this.changed.add(key);
    clearTimeout(this.unmark);
    this.unmark = setTimeout(() => {
      this.changed = new Set();
      this.picture.mark("changed", NOTHING);
    }, MARKED_MS);
    this.show();
  }

  private show(fresh = false): void {
    const { map } = this;
    this.asTables.setAttribute("aria-pressed", String(tabular()));
    this.picture.element.hidden = tabular();
    this.tables.element.hidden = !tabular();
    if (!map) return;
    const prune = PRUNES.find((prune) => prune === this.prune.value) ?? null;
    const doom = prune && doomed(map, prune);
    setText(this.doom, doom ? this.sentence(doom.keys, doom.bytes, map) : "");
    const things = thingsOf(map);
    if (!things.some(({ key }) => key === this.chosen)) this.chosen = null;
    if (tabular()) {
      this.tables.show(map, doom?.keys ?? NOTHING);
    } else {
      this.picture.show(map);
      this.picture.mark("doomed", doom?.keys ?? NOTHING);
      this.picture.mark("changed", this.changed);
    }
    this.details.show(things.find(({ key }) => key === this.chosen) ?? null, map, fresh);
  }

  private sentence(keys: ReadonlySet<string>, bytes: number, map: EngineMap): string {
    if (keys.size === 0) return this.words.doomNothing;
    const counts: Record<Kind, number> = { container: 0, image: 0, volume: 0, network: 0 };
    for (const { kind, key } of thingsOf(map)) if (keys.has(key)) counts[kind] += 1;
    return this.words.doom(counts, bytes > 0 ? this.words.size(bytes) : "");
  }

  private choose(key: string | null): void {
    const before = this.chosen;
    this.chosen = key;
    this.show(key !== null);
    // Whoever closes the details is where he came from.
    if (key === null && before !== null) (tabular() ? this.tables : this.picture).focus(before);
  }

  private say(words: string): void {
    setText(this.news, words);
  }
}

function tabular(): boolean {
  return remembered("map-tables") === "on";
}
