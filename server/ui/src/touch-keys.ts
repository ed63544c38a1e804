// The keys that a phone's keyboard lacks and a shell needs, in a row under the terminal: shown to those who type on glass.

import { h } from "./dom.ts";
import { controlled, type TouchKey } from "./keystrokes.ts";
import { texts } from "./site.ts";

/** Each key with what stands on it, and what a screen reader says where that is no word. */
const ROW: readonly (readonly [TouchKey, face: string, label?: string])[] = [
  ["escape", texts.escapeKey], ["tab", "Tab"], ["control", "Ctrl"],
  ["up", "↑", texts.arrows.up], ["down", "↓", texts.arrows.down], ["left", "←", texts.arrows.left], ["right", "→", texts.arrows.right],
  ["|", "|"], ["/", "/"], ["-", "-"], ["~", "~"], ["$", "$"],
];

export class TouchKeys {
  private readonly control: HTMLButtonElement;

  /** `send` gets each key but Ctrl, which holds until the next one. */
  constructor(host: HTMLElement, send: (key: Exclude<TouchKey, "control">) => void) {
    const buttons = ROW.map(([key, face, label]) => {
      const named = label ? { "aria-label": label } : {};
      const button = h("button", { type: "button", class: "quai-button quai-key", "data-key": key, ...named }, face);
      // The terminal keeps the focus, and the phone its keyboard.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => (key === "control" ? this.hold(!this.held) : send(key)));
      return button;
    });
    this.control = buttons[ROW.findIndex(([key]) => key === "control")] as HTMLButtonElement;
    this.hold(false);
    host.setAttribute("aria-label", texts.touchKeysLabel);
    host.replaceChildren(...buttons);
  }

  /** What was typed, as it is meant; Ctrl is let go. */
  meant(data: string): string {
    if (!this.held) return data;
    this.hold(false);
    return controlled(data);
  }

  private get held(): boolean {
    return this.control.getAttribute("aria-pressed") === "true";
  }

  private hold(held: boolean): void {
    this.control.setAttribute("aria-pressed", String(held));
  }
}
