// The grip under the terminal: drag it, or use the arrow keys, and the height is kept for the next visit.

import { h } from "./dom.ts";
import { remember, remembered } from "./settings.ts";
import { texts } from "./site.ts";

const DEFAULT_PX = 340;
const LOWEST_PX = 140;
const KEY_STEP_PX = 20;

export function resizer(target: HTMLElement): HTMLElement {
  const grip = h("div", {
    class: "quai-grip",
    role: "separator",
    tabindex: "0",
    "aria-orientation": "horizontal",
    "aria-label": texts.resizeTerminal,
    "aria-valuemin": String(LOWEST_PX),
  });
  const highest = () => Math.max(LOWEST_PX, Math.round(window.innerHeight * 0.85));

  let height = DEFAULT_PX;
  const set = (wanted: number) => {
    height = Math.round(Math.min(highest(), Math.max(LOWEST_PX, wanted)));
    target.style.height = `${height}px`;
    grip.setAttribute("aria-valuenow", String(height));
    grip.setAttribute("aria-valuemax", String(highest()));
    grip.setAttribute("aria-valuetext", `${height} px`);
  };
  set(Number(remembered("terminal-height")) || DEFAULT_PX);

  const choose = (wanted: number) => {
    set(wanted);
    remember("terminal-height", String(height));
  };
  grip.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    const from = target.getBoundingClientRect().height;
    const drag = (move: PointerEvent) => choose(from + move.clientY - down.clientY);
    grip.addEventListener("pointermove", drag);
    grip.addEventListener("lostpointercapture", () => grip.removeEventListener("pointermove", drag), { once: true });
  });
  grip.addEventListener("dblclick", () => choose(DEFAULT_PX));
  grip.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -KEY_STEP_PX, ArrowDown: KEY_STEP_PX }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(height + step);
  });
  return grip;
}
