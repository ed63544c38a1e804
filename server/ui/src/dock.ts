// The one workspace of a page that may stand beside the text, below it or over it; where it stands is kept from page to page.

import { h, setText } from "./dom.ts";
import { icon, type Icon } from "./icons.ts";
import { fitting, LAYOUTS, recalled, usual, type Layout, type Room } from "./layout.ts";
import { resizer } from "./resizer.ts";
import { remember, remembered } from "./settings.ts";
import { texts } from "./site.ts";

const ICONS: Record<Layout, Icon> = { page: "inPage", right: "atRight", bottom: "atBottom", full: "full" };

/** A workspace with a sandbox in it. */
export interface Docked {
  section: HTMLElement;
  workspace: HTMLElement;
  title: string;
  /** Its exercise is on another page, so that it has no place in this one. */
  guest: boolean;
}

export class Dock {
  private owner: Docked | null = null;
  private inert: HTMLElement[] = [];
  private readonly controls: { layout: Layout; button: HTMLButtonElement; of: Docked }[] = [];
  /** Leads back to a workspace that has no place in the page. */
  private readonly recall = h("button", { type: "button", class: "quai-button quai-button-primary quai-recall", hidden: true }, icon("terminal"), h("span", {}));
  /** On a phone there is one thing at a time: the course, or the sandbox. */
  private readonly tabs: { bar: HTMLElement; course: HTMLButtonElement; sandbox: HTMLButtonElement };

  constructor() {
    const tab = (name: Icon, label: string) => h("button", { type: "button", class: "quai-tab" }, icon(name), label);
    const [course, sandbox] = [tab("book", texts.tabCourse), tab("terminal", texts.tabSandbox)];
    this.tabs = { bar: h("nav", { class: "quai-tabs", "aria-label": texts.tabs, hidden: true }, course, sandbox), course, sandbox };
    course.addEventListener("click", () => this.choose("page"));
    sandbox.addEventListener("click", () => this.choose("full"));
    this.recall.addEventListener("click", () => this.choose(recalled(room())));
    document.body.append(this.recall, this.tabs.bar);
    addEventListener("resize", () => this.arrange());
    document.addEventListener("keydown", (event) => {
      // In a terminal, Escape is the shell's; what opened last closes first.
      const opened = (event.target as Element).closest(".quai-find, .quai-ask");
      if (event.key === "Escape" && !opened && this.layout() === "full") this.choose("page");
    });
  }

  /** The buttons that move a workspace. */
  buttons(of: Docked): HTMLElement {
    const group = h("div", { class: "quai-layouts", role: "group", "aria-label": texts.layouts });
    for (const layout of LAYOUTS) {
      const label = texts.layout[layout];
      const button = h("button", { type: "button", class: "quai-icon-button", "data-layout": layout, "aria-label": label, title: label }, icon(ICONS[layout]));
      button.addEventListener("click", () => {
        this.owner = of;
        this.choose(layout);
      });
      this.controls.push({ layout, button, of });
      group.append(button);
    }
    return group;
  }

  /** Grips on the edges of a workspace that stands beside or below the page. */
  grips(): HTMLElement[] {
    const root = document.documentElement.style;
    return [
      resizer({
        setting: "dock-width", label: texts.resizeWidth, side: "before", least: 360,
        usual: () => innerWidth * 0.44, most: () => innerWidth * 0.7, apply: (px) => root.setProperty("--quai-dock-width", `${px}px`),
      }),
      resizer({
        setting: "dock-height", label: texts.resizeHeight, side: "above", least: 200,
        usual: () => innerHeight * 0.45, most: () => innerHeight * 0.8, apply: (px) => root.setProperty("--quai-dock-height", `${px}px`),
      }),
    ];
  }

  /** A workspace came to life, or is no longer in use; `asked`: a learner has just asked for it. */
  lives(docked: Docked, alive: boolean, asked: boolean): void {
    const before = this.owner;
    if (alive && (asked || this.owner === null || (this.owner.guest && !docked.guest))) this.owner = docked;
    if (!alive && this.owner === docked) this.owner = null;
    if (this.owner !== before) this.arrange();
  }

  /** Lets the text be read: whatever covers it gives way. */
  uncover(): void {
    if (this.layout() === "full") this.choose("page");
  }

  /** Where the workspace stands now. */
  private layout(): Layout {
    const wished = LAYOUTS.find((layout) => layout === remembered("layout")) ?? usual(room());
    return fitting(wished, room());
  }

  private choose(layout: Layout): void {
    remember("layout", layout);
    this.arrange();
  }

  private arrange(): void {
    const { owner } = this;
    const layout = this.layout();
    for (const section of document.querySelectorAll<HTMLElement>("[data-docked]")) {
      delete section.dataset["docked"];
      section.querySelector("h3")?.removeAttribute("aria-level");
    }
    if (owner) owner.section.dataset["docked"] = layout;
    // What covers the page has the title of all that is left to see.
    if (owner && layout === "full") owner.section.querySelector("h3")?.setAttribute("aria-level", "1");
    const root = document.documentElement;
    if (owner && layout !== "page") root.dataset["quaiLayout"] = layout;
    else delete root.dataset["quaiLayout"];
    root.toggleAttribute("data-quai-sandbox", owner !== null);
    for (const { layout: own, button, of } of this.controls) button.setAttribute("aria-pressed", String(own === (of === owner ? layout : "page")));
    this.recall.hidden = !(owner?.guest && layout === "page");
    if (owner) setText(this.recall.lastElementChild as HTMLElement, texts.recall(owner.title));
    this.tabs.bar.hidden = owner === null;
    this.tabs.course.setAttribute("aria-pressed", String(layout !== "full"));
    this.tabs.sandbox.setAttribute("aria-pressed", String(layout === "full"));
    this.cover(owner && layout === "full" ? owner : null);
  }

  /** What is covered can neither be reached by keyboard nor be read out. */
  private cover(owner: Docked | null): void {
    for (const element of this.inert) element.inert = false;
    this.inert = [];
    if (!owner) return;
    for (let element: HTMLElement | null = owner.section; element && element !== document.body; element = element.parentElement) {
      for (const other of element.parentElement?.children ?? []) {
        if (other === element || !(other instanceof HTMLElement) || other.matches(".quai-sr, .quai-tabs, script, style")) continue;
        other.inert = true;
        this.inert.push(other);
      }
    }
  }
}

function room(): Room {
  return { width: innerWidth, height: innerHeight };
}
