// Lines between containers and what they hold, drawn below the things: eyes follow them, screen readers are told in words.

import type { Relation } from "./relations.ts";

const SVG = "http://www.w3.org/2000/svg";

export class Lines {
  private readonly svg = document.createElementNS(SVG, "svg");
  private relations: readonly Relation[] = [];

  constructor(
    private readonly host: HTMLElement,
    private readonly find: (key: string) => HTMLElement | null,
  ) {
    this.svg.setAttribute("class", "quai-map-lines");
    this.svg.setAttribute("aria-hidden", "true");
    host.prepend(this.svg);
    new ResizeObserver(() => this.draw(this.relations)).observe(host);
  }

  draw(relations: readonly Relation[]): void {
    this.relations = relations;
    const origin = this.host.getBoundingClientRect();
    // Who joins which network is seen by the box around it.
    const paths = relations.filter(({ kind }) => kind !== "joins").flatMap(({ kind, from, to }) => {
      const [upper, lower] = [this.find(from)?.getBoundingClientRect(), this.find(to)?.getBoundingClientRect()];
      if (!upper || !lower) return [];
      const [x1, y1] = [upper.left + upper.width / 2 - origin.left, upper.bottom - origin.top];
      const [x2, y2] = [lower.left + lower.width / 2 - origin.left, lower.top - origin.top];
      const bend = Math.max(16, (y2 - y1) / 2);
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`);
      path.setAttribute("data-kind", kind);
      path.setAttribute("data-from", from);
      path.setAttribute("data-to", to);
      return [path];
    });
    this.svg.replaceChildren(...paths);
  }

  light(key: string | null): void {
    for (const path of this.svg.children) {
      const lit = key !== null && [path.getAttribute("data-from"), path.getAttribute("data-to")].includes(key);
      path.toggleAttribute("data-near", lit);
    }
  }
}
