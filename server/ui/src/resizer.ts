// A grip that sets a length: drag it, or use the arrow keys, and the length is kept for the next visit.

import { h } from "./dom.ts";
import { remember, remembered, type Setting } from "./settings.ts";

const KEY_STEP_PX = 20;

export interface Sized {
  setting: Setting;
  label: string;
  /** `below`: the grip is under what it sizes; `above`, `before`: at its upper or left edge. */
  side: "below" | "above" | "before";
  usual: () => number;
  least: number;
  most: () => number;
  /** Takes the length, pixels. */
  apply: (px: number) => void;
}

export function resizer({ setting, label, side, usual, least, most, apply }: Sized): HTMLElement {
  const across = side === "before";
  const grip = h("div", {
    class: "quai-grip", role: "separator", tabindex: "0", "aria-label": label, "data-side": side,
    "aria-orientation": across ? "vertical" : "horizontal", "aria-valuemin": String(least),
  });
  const highest = () => Math.max(least, Math.round(most()));

  let length = 0;
  const set = (wanted: number) => {
    length = Math.round(Math.min(highest(), Math.max(least, wanted)));
    apply(length);
    grip.setAttribute("aria-valuenow", String(length));
    grip.setAttribute("aria-valuemax", String(highest()));
    grip.setAttribute("aria-valuetext", `${length} px`);
  };
  set(Number(remembered(setting)) || usual());

  const choose = (wanted: number) => {
    set(wanted);
    remember(setting, String(length));
  };
  const grows = side === "below" ? 1 : -1;
  const place = (event: PointerEvent) => (across ? event.clientX : event.clientY);
  grip.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    const from = length;
    const drag = (move: PointerEvent) => choose(from + grows * (place(move) - place(down)));
    grip.addEventListener("pointermove", drag);
    grip.addEventListener("lostpointercapture", () => grip.removeEventListener("pointermove", drag), { once: true });
  });
  grip.addEventListener("dblclick", () => choose(usual()));
  grip.addEventListener("keydown", (event) => {
    const [shrink, grow] = across ? ["ArrowRight", "ArrowLeft"] : side === "below" ? ["ArrowUp", "ArrowDown"] : ["ArrowDown", "ArrowUp"];
    if (event.key !== shrink && event.key !== grow) return;
    event.preventDefault();
    event.stopPropagation();
    choose(length + (event.key === grow ? KEY_STEP_PX : -KEY_STEP_PX));
  });
  // What fitted a larger window must fit this one.
  addEventListener("resize", () => set(Number(remembered(setting)) || usual()));
  return grip;
}
