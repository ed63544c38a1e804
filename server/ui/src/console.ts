// The button that types a console block of the page into the learner's terminal.

import type { Announcer } from "./announcer.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { keysOf } from "./keystrokes.ts";
import { texts } from "./site.ts";

declare global {
  interface Window {
    /** What is typed in a block of the page; the book's own script knows. */
    quaiTyped?: (block: Element) => string | undefined;
  }
}

/** Whoever can be typed into: the panels of the page, in order. */
export interface Typist {
  /** Types, and returns whether there was a terminal to type into. */
  type(keys: string): boolean;
  /** Where a terminal is had from. */
  offerTerminal(): void;
}

/** Puts the button on each console block that a sandbox can play. */
export function addRunButtons(typists: readonly Typist[], announcer: Announcer): void {
  for (const code of document.querySelectorAll("pre > code.language-console")) {
    const block = code.parentElement;
    const buttons = block?.querySelector(":scope > .buttons");
    const lines = block && window.quaiTyped?.(block);
    if (!block || !buttons || !lines || isPlayedElsewhere(block)) continue;
    const button = h("button", { class: "quai-run", type: "button", title: texts.run, "aria-label": texts.run }, icon("play"));
    button.addEventListener("click", () => {
      const typed = typists.some((typist) => typist.type(keysOf(lines)));
      if (!typed) typists[0]?.offerTerminal();
      announcer.happened([typed ? texts.ran : texts.runNeedsTerminal]);
    });
    buttons.prepend(button);
  }
}

function isPlayedElsewhere(block: Element): boolean {
  const after = (block.closest(".code-block") ?? block).nextElementSibling;
  return after?.classList.contains("elsewhere") ?? false;
}
