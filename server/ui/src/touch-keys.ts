// The keys that a phone's keyboard lacks and a shell needs, in a row under the terminal: shown to those who type on glass.

import { h } from "./dom.ts";
import { controlled, type TouchKey } from "./keystrokes.ts";
import { texts } from "./site.ts";

const ROW: readonly TouchKey[] = ["escape", "tab", "control", "up", "down", "left", "right", "|", "/", "-", "~", "$"];

const FACES: Partial<Record<TouchKey, string>> = {
  tab: "Tab", control: "Ctrl", up: "↑", down: "↓", left: "←", right: "→",
};

export class TouchKeys {
  private readonly control: HTMLButtonElement;

  /** `send` gets each key but Ctrl, which holds until the next one. */
  constructor(host: HTMLElement, send: (key: Exclude<TouchKey, "control">) => void) {
    const buttons = ROW.map((key) => {
      const label = texts.touchKeys[key as keyof typeof texts.touchKeys];
      const face = key === "escape" ? texts.touchKeys.escape : (FACES[key] ?? key);
      const named = label && label !== face ? { "aria-label": label } : {};
      const button = h("button", { type: "button", class: "quai-key", "data-key": key, ...named }, face);
      // The terminal keeps the focus, and the phone its keyboard.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => (key === "control" ? this.hold(!this.held) : send(key)));
      return button;
    });
    this.control = buttons[ROW.indexOf("control")] as HTMLButtonElement;
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
