// The parts of a workspace, built once and empty; panel.ts decides which of them show and what they say.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { resizer, type Sized } from "./resizer.ts";
import { rich } from "./rich.ts";
import { wordsFor } from "./map/words.ts";
import { lang, texts } from "./site.ts";

/** What a button asks for; also its `data-action`, by which tests and later rooms find it. */
export type Action = "start" | "check" | "reset" | "end" | "extend" | "keep" | "new-shell" | "find" | "map" | "screen-reader";

export interface Workspace {
  notice: HTMLElement;
  problem: HTMLElement;
  launch: HTMLElement;
  launchStatus: HTMLElement;
  frame: HTMLElement;
  bar: HTMLElement;
  status: HTMLElement;
  goals: HTMLAnchorElement;
  timer: HTMLElement;
  timerLabel: HTMLElement;
  timerValue: HTMLElement;
  timeHint: HTMLElement;
  timeHintText: HTMLElement;
  terminal: HTMLElement;
  keys: HTMLElement;
  shells: HTMLElement;
  map: HTMLElement;
  veil: HTMLElement;
  shellEnded: HTMLElement;
  shellEndedText: HTMLElement;
  solved: HTMLElement;
  solvedNext: HTMLElement;
  actions: HTMLElement;
  leaveHint: HTMLElement;
  hints: HTMLElement;
  buttons: Record<Action, HTMLButtonElement>;
}

/** What others have built for it. */
export interface Given {
  /** The buttons that move it. */
  layouts: HTMLElement;
  /** What sizes it where it does not stand in the page. */
  grips: readonly HTMLElement[];
  /** What asks for a port to look at. */
  preview: HTMLElement;
}

export function buildWorkspace(host: HTMLElement, id: string, { layouts, grips, preview }: Given): Workspace {
  const buttons: Workspace["buttons"] = {
    start: button("start", texts.start, "primary"),
    check: button("check", texts.check, "primary"),
    reset: button("reset", texts.reset),
    end: button("end", texts.end),
    extend: button("extend", texts.extend, "small"),
    keep: button("keep", texts.keep, "small"),
    "new-shell": button("new-shell", texts.newShell, "primary"),
    find: button("find", texts.find),
    map: button("map", wordsFor(lang).show, "toggle"),
    "screen-reader": button("screen-reader", texts.screenReader, "toggle"),
  };

  const notice = h("div", { class: "quai-notice", hidden: true });
  const problem = h("div", { class: "quai-notice", hidden: true });

  const launchStatus = h("p", { class: "quai-launch-status" });
  const launch = h("div", { class: "quai-launch", hidden: true }, buttons.start, launchStatus);

  // Takes the focus while the terminal is not there yet, so that it is never lost to the top of the page.
  const status = h("span", { class: "quai-status", tabindex: "-1" });
  const goals = h("a", { class: "quai-goals-count", hidden: true, href: `#${id}` });
  const timerLabel = h("span", { class: "quai-timer-label" });
  const timerValue = h("span", { class: "quai-timer-value" });
  const timer = h("span", { class: "quai-timer", role: "timer", "aria-live": "off" }, icon("clock"), timerLabel, " ", timerValue);
  const bar = h("div", { class: "quai-bar" }, h("span", { class: "quai-dot" }), status, goals, timer, buttons.extend, layouts);
  const timeHintText = h("p", {});
  const timeHint = h("div", { class: "quai-time-hint", hidden: true }, timeHintText, buttons.keep);

  const shells = h("div", { class: "quai-shells" });
  const terminal = h("div", { class: "quai-terminals" });
  const veil = h("div", { class: "quai-veil", hidden: true }, h("div", { class: "quai-progress" }));
  const shellEndedText = h("p", {});
  const shellEnded = h("div", { class: "quai-shell-ended", hidden: true }, shellEndedText, buttons["new-shell"]);
  const screen = h("div", { class: "quai-screen" }, terminal, veil, shellEnded);

  const keys = h("div", {});
  // On a wide workspace the map stands beside the terminal, else below it.
  const map = h("section", { class: "quai-map", hidden: true });
  const desk = h("div", { class: "quai-desk" }, h("div", { class: "quai-seat" }, shells, screen, keys, resizer(heightOf(screen))), map);

  const solvedNext = h("span", { class: "quai-solved-next" });
  const solved = h(
    "div",
    { class: "quai-solved", hidden: true },
    icon("met"),
    h("p", {}, h("strong", {}, texts.solvedTitle), h("span", {}, texts.solvedMessage)),
    solvedNext,
  );
  const actions = h("div", { class: "quai-actions" }, buttons.check, buttons.reset, buttons.end, buttons.find, preview, buttons.map, buttons["screen-reader"]);
  const leaveHint = h("span", { id: `${id}-leave` }, ...rich(texts.leaveHint));
  const copyHint = navigator.platform.startsWith("Mac") ? texts.copyHintMac : texts.copyHint;
  const hints = h("p", { class: "quai-hints" }, leaveHint, h("span", {}, ...rich(copyHint)));
  const frame = h("div", { class: "quai-frame", hidden: true }, bar, timeHint, desk, solved, actions, hints);

  host.replaceChildren(...grips, notice, problem, launch, frame);
  return {
    notice, problem, launch, launchStatus, frame, bar, status, goals, timer, timerLabel, timerValue, timeHint, timeHintText, terminal,
    keys, shells, map, veil,
    shellEnded, shellEndedText, solved, solvedNext, actions, leaveHint, hints, buttons,
  };
}

const HEIGHT_PX = { usual: 340, least: 140 };

function heightOf(screen: HTMLElement): Sized {
  return {
    setting: "terminal-height", label: texts.resizeTerminal, side: "below", least: HEIGHT_PX.least,
    usual: () => HEIGHT_PX.usual, most: () => innerHeight * 0.85, apply: (px) => (screen.style.height = `${px}px`),
  };
}

function button(action: Action, label: string, look = "plain"): HTMLButtonElement {
  const content = action === "start" ? [icon("play"), h("span", {}, label)] : [h("span", {}, label)];
  return h("button", { type: "button", class: `quai-button quai-button-${look}`, "data-action": action }, ...content);
}
