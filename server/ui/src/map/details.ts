// All that is known of the thing that was chosen, the page that explains it, and the command that tells more.

import { h } from "../dom.ts";
import { icon } from "../icons.ts";
import { rich } from "../rich.ts";
import { bookUrl } from "../site.ts";
import { factsOf } from "./facts.ts";
import { nameOf, type EngineMap, type Kind, type Thing } from "./model.ts";
import type { Words } from "./words.ts";

/** Pages of the course that explain each kind. */
const PAGES: Record<Kind, string> = {
  container: "containers/first-containers.html",
  image: "images/layers.html",
  volume: "volumes/why-volumes.html",
  network: "network/networks.html",
};

const INSPECT: Record<Kind, string> = {
  container: "docker inspect",
  image: "docker image inspect",
  volume: "docker volume inspect",
  network: "docker network inspect",
};

export interface DetailCalls {
  /** Types a command into the terminal. */
  type: (command: string) => void;
  /** Opens a published port. */
  preview: (port: number) => void;
}

export class Details {
  readonly element = h("section", { class: "quai-map-details", hidden: true });
  private shown = "";

  constructor(
    private readonly words: Words,
    private readonly calls: DetailCalls,
    private readonly close: () => void,
  ) {
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }

  /** With null, nothing is shown. `fresh`: it was just asked for, and whoever asked is led there. */
  show(thing: Thing | null, map: EngineMap, fresh: boolean): void {
    this.element.hidden = thing === null;
    if (thing === null) return;
    const source = JSON.stringify([thing, map]);
    if (source !== this.shown || fresh) this.build(thing, map);
    this.shown = source;
    if (fresh) this.element.querySelector<HTMLElement>("h5")?.focus({ preventScroll: true });
    if (fresh) this.element.scrollIntoView({ block: "nearest" });
  }

  private build(thing: Thing, map: EngineMap): void {
    const { words } = this;
    const title = h("h5", { tabindex: "-1" }, icon(thing.kind), words.details(nameOf(thing)));
    const close = h("button", { type: "button", class: "quai-icon-button", "aria-label": words.close, title: words.close }, icon("close"));
    close.addEventListener("click", () => this.close());
    const facts = factsOf(thing, map, words).flatMap(({ name, values }) => [
      h("dt", {}, words.facts[name]),
      h("dd", {}, ...(values.length > 1 ? [h("ol", {}, ...values.map((value) => h("li", {}, value)))] : values)),
    ]);
    const command = `${INSPECT[thing.kind]} ${nameOf(thing)}`;
    const inspect = h("button", { type: "button", class: "quai-button quai-button-plain" }, h("span", {}, ...rich(words.inspect(command))));
    inspect.addEventListener("click", () => this.calls.type(command));
    const learn = h("a", { href: bookUrl(PAGES[thing.kind]).href }, words.learn[thing.kind]);
    // Whoever is in here when the engine changes stays where he is.
    const had = this.stops().indexOf(document.activeElement as HTMLElement);
    this.element.replaceChildren(h("header", {}, title, close), h("dl", {}, ...facts), h("footer", {}, ...this.previews(thing), inspect, learn));
    this.stops()[had]?.focus();
  }

  private stops(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("h5, button, a")];
  }

  private previews(thing: Thing): HTMLElement[] {
    if (thing.kind !== "container" || thing.is.state !== "running") return [];
    return thing.is.ports.filter(({ protocol }) => protocol === "tcp").map(({ host }) => {
      const button = h("button", { type: "button", class: "quai-button quai-button-plain", "data-preview": String(host) }, h("span", {}, this.words.preview(host)), icon("away"));
      button.addEventListener("click", () => this.calls.preview(host));
      return button;
    });
  }
}
