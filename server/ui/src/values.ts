// The learner's own values: put in the place of `⟦name⟧`, which the pages of the course have for all learners.

import { h } from "./dom.ts";
import type { Values } from "./wire.ts";

/** A placeholder in a run of texts that follow one another: highlighting may have torn one into several of them. */
export interface Place {
  name: string;
  /** Number of the text, and where in it. */
  from: [text: number, offset: number];
  to: [text: number, offset: number];
}

export function places(texts: string[]): Place[] {
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += text.length;
  }
  const at = (position: number): [number, number] => {
    const text = starts.filter((start) => start <= position).length - 1;
    return [text, position - (starts[text] ?? 0)];
  };
  return [...texts.join("").matchAll(/⟦([a-z][a-z0-9_]*)⟧/g)].map((match) => {
    const [text, offset] = at(match.index + match[0].length - 1);
    return { name: match[1] ?? "", from: at(match.index), to: [text, offset + 1] };
  });
}

/** Puts values in their places below an element, also in code. What has none yet stays readable, and may get it later. */
export function fill(root: HTMLElement, values: Values): void {
  for (const filled of root.querySelectorAll<HTMLElement>(".quai-value")) {
    const value = values[filled.dataset["name"] ?? ""];
    if (value !== undefined && filled.textContent !== value) filled.textContent = value;
  }
  const nodes: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  // From the last one on, so that the places of the others stay true.
  for (const { name, from, to } of places(nodes.map((node) => node.data)).reverse()) {
    const [first, last, value] = [nodes[from[0]], nodes[to[0]], values[name]];
    if (!first || !last || value === undefined) continue;
    const range = document.createRange();
    range.setStart(first, from[1]);
    range.setEnd(last, to[1]);
    range.deleteContents();
    range.insertNode(h("span", { class: "quai-value", "data-name": name }, value));
  }
}
