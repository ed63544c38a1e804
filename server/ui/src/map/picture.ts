// The drawing: networks around their containers, and below them the volumes that they mount and the images that they come from.

import { h, setChildren } from "../dom.ts";
import { icon, type Icon } from "../icons.ts";
import { Lines } from "./lines.ts";
import {
  containerKey, imageKey, isPredefined, nameOf, networkKey, thingsOf, volumeKey,
  type Container, type EngineMap, type Image, type Kind, type Network, type Thing,
} from "./model.ts";
import { around, relationsOf, sharedLayers, type Relation } from "./relations.ts";
import type { Words } from "./words.ts";

/** Pixels of a layer: a megabyte more or less is seen, a gigabyte does not fill the page. */
const LAYER_PX = { least: 3, most: 15 };

const STATE_ICONS: Record<string, Icon> = {
  running: "play", paused: "pause", exited: "stop", created: "open", restarting: "broken", dead: "close",
};

export class Picture {
  readonly element: HTMLElement;
  private readonly networks = h("div", { class: "quai-map-networks" });
  private readonly volumes = h("ul", { class: "quai-map-row" });
  private readonly images = h("ul", { class: "quai-map-row" });
  private readonly lines: Lines;
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private relations: Relation[] = [];

  constructor(
    private readonly words: Words,
    private readonly choose: (key: string) => void,
  ) {
    const part = (kind: Kind, content: HTMLElement) =>
      h("section", { class: `quai-map-part quai-map-part-${kind}` }, h("h5", {}, icon(kind), words.parts[kind]), content);
    const containers = h("section", { class: "quai-map-part" }, h("h5", {}, icon("container"), words.homes), this.networks);
    this.element = h("div", { class: "quai-map-picture" }, containers, part("volume", this.volumes), part("image", this.images));
    this.lines = new Lines(this.element, (key) => this.buttons.get(key) ?? null);
    const point = (event: Event) => this.light((event.target as Element).closest<HTMLElement>("[data-key]")?.dataset["key"] ?? null);
    for (const event of ["pointerover", "focusin"]) this.element.addEventListener(event, point);
    for (const event of ["pointerleave", "focusout"]) this.element.addEventListener(event, () => this.light(null));
  }

  show(map: EngineMap): void {
    this.relations = relationsOf(map);
    const things = new Map(thingsOf(map).map((thing) => [thing.key, thing]));
    for (const key of this.buttons.keys()) if (!things.has(key)) this.buttons.delete(key);
    const shared = sharedLayers(map.images);
    const button = (key: string): HTMLElement[] => {
      const thing = things.get(key);
      return thing ? [this.button(thing, map, shared)] : [];
    };
    const item = (key: string) => button(key).map((button) => itemOf(button));
    arrange(this.networks, this.homes(map).map(({ network, guests }) => this.network(network, guests, button)));
    arrange(this.volumes, or(map.volumes.flatMap(({ name }) => item(volumeKey(name))), this.words.nothing.volume));
    arrange(this.images, or(map.images.flatMap(({ id }) => item(imageKey(id))), this.words.nothing.image));
    this.lines.draw(this.relations);
  }

  /** Marks things, each in its way; what has the mark and should not have it loses it. */
  mark(name: "doomed" | "changed", keys: ReadonlySet<string>): void {
    for (const [key, button] of this.buttons) button.toggleAttribute(`data-${name}`, keys.has(key));
  }

  focus(key: string): void {
    this.buttons.get(key)?.focus();
  }

  private light(key: string | null): void {
    const near = key === null ? null : around(key, this.relations);
    this.element.toggleAttribute("data-lit", near !== null);
    for (const [other, button] of this.buttons) button.toggleAttribute("data-near", near?.has(other) ?? false);
    this.lines.light(key);
  }

  /** Each container has its home in one network: in one that the learner made, if there is such a one. */
  private homes({ containers, networks }: EngineMap): { network: Network | null; guests: Container[] }[] {
    const home = ({ networks: joined }: Container): Network | null => {
      const all = networks.filter(({ name }) => joined.some(({ network }) => network === name));
      return all.find((network) => !isPredefined(network)) ?? all[0] ?? null;
    };
    const homes = networks.map((network) => ({ network, guests: containers.filter((container) => home(container) === network) }));
    const homeless = containers.filter((container) => home(container) === null);
    const shown = homes.filter(({ network, guests }) => guests.length > 0 || !isPredefined(network) || network.name === "bridge");
    return [...shown, ...(homeless.length > 0 ? [{ network: null, guests: homeless }] : [])];
  }

  private network(network: Network | null, guests: Container[], button: (key: string) => HTMLElement[]): HTMLElement {
    const head = network ? button(networkKey(network.name)) : [h("span", { class: "quai-map-homeless" }, this.words.noNetwork)];
    const cards = guests.flatMap(({ id }) => button(containerKey(id)).map((button) => itemOf(button)));
    const list = h("ul", { class: "quai-map-row" });
    arrange(list, or(cards, this.words.nothing.container));
    // A box of its own for each network, kept, so that what has the focus stays where it is.
    const key = network ? networkKey(network.name) : "network:";
    const box = this.element.querySelector<HTMLElement>(`[data-box="${CSS.escape(key)}"]`);
    if (!box) return h("div", { class: "quai-map-box", "data-box": key, "data-own": network !== null && !isPredefined(network) }, ...head, list);
    const old = box.querySelector("ul");
    if (old) arrange(old, [...list.children]);
    return box;
  }

  private button(thing: Thing, map: EngineMap, shared: Map<string, number>): HTMLButtonElement {
    let button = this.buttons.get(thing.key);
    if (!button) {
      button = h("button", { type: "button", class: `quai-map-thing quai-map-${thing.kind}`, "data-key": thing.key });
      button.addEventListener("click", () => this.choose(thing.key));
      this.buttons.set(thing.key, button);
    }
    const source = JSON.stringify([thing.is, thing.kind === "image" ? [...shared.keys()] : thing.kind === "container" ? map.networks.length : 0]);
    setChildren(button, source, () => [...this.content(thing, shared), h("span", { class: "quai-map-doom" }, this.words.doomed)]);
    if (thing.kind === "container") button.dataset["state"] = thing.is.state;
    return button;
  }

  private content(thing: Thing, shared: Map<string, number>): Node[] {
    const name = h("span", { class: "quai-map-name" }, nameOf(thing));
    const note = (text: string) => h("span", { class: "quai-map-note" }, text);
    switch (thing.kind) {
      case "container":
        return this.container(thing.is, name);
      case "image": {
        const label = thing.is.references.length > 0 ? [] : [note(this.words.dangling)];
        const others = thing.is.references.slice(1).map((other) => note(other));
        return [this.stack(thing.is, shared), h("span", { class: "quai-map-label" }, name, ...label, ...others, note(this.words.size(thing.is.size)))];
      }
      case "volume":
        return [icon("volume"), name];
      case "network":
        return [icon("network"), name, note([thing.is.driver, ...thing.is.subnets].join(" · "))];
    }
  }

  private container(container: Container, name: HTMLElement): Node[] {
    const { state, exitCode, health, ports, networks, image } = container;
    const code = exitCode === null ? "" : ` (${this.words.exit(exitCode)})`;
    const others = networks.slice(1).map(({ network }) => network);
    return [
      ...ports.map(({ host, container: inside }) =>
        h("span", { class: "quai-map-port" }, `:${host}`, icon("arrow"), String(inside), h("span", { class: "quai-sr" }, ` (${this.words.port(host, inside)})`)),
      ),
      h("span", { class: "quai-map-title" }, icon(STATE_ICONS[state] ?? "open"), name),
      h("span", { class: "quai-map-note" }, image),
      h("span", { class: "quai-map-note quai-map-state" }, `${this.words.states[state] ?? state}${code}`),
      ...(health ? [h("span", { class: "quai-map-note", "data-health": health }, this.words.health[health] ?? health)] : []),
      ...(others.length > 0 ? [h("span", { class: "quai-map-note" }, `${this.words.facts.alsoIn} ${others.join(", ")}`)] : []),
    ];
  }

  /** Layers, one on the other; those that are shared have the same colour wherever they are. */
  private stack({ layers }: Image, shared: Map<string, number>): HTMLElement {
    const bars = layers.map(({ digest, size }) => {
      const number = shared.get(digest);
      const bar = h("span", { class: "quai-map-layer", ...(number === undefined ? {} : { "data-shared": String(number % 6) }) });
      bar.style.height = `${Math.min(LAYER_PX.most, LAYER_PX.least + Math.max(0, Math.log2((size ?? 0) / 1_000_000 + 1)) * 2)}px`;
      return bar;
    });
    return h("span", { class: "quai-map-stack", "aria-hidden": "true" }, ...bars.reverse());
  }
}

function itemOf(button: HTMLElement): HTMLElement {
  return button.parentElement?.matches("li") ? button.parentElement : h("li", {}, button);
}

function or(items: HTMLElement[], nothing: string): HTMLElement[] {
  return items.length > 0 ? items : [h("li", { class: "quai-map-nothing" }, nothing)];
}

/** Puts children in order; what is in its place already is not touched, for it may have the focus. */
function arrange(parent: HTMLElement, children: readonly Element[]): void {
  for (const child of [...parent.children]) if (!children.includes(child)) child.remove();
  children.forEach((child, number) => {
    if (parent.children[number] !== child) parent.insertBefore(child, parent.children[number] ?? null);
  });
}
