// The terminal's colours, read from the page's theme so that they are written once, in terminal.css.

import type { ITheme } from "@xterm/xterm";

const COLOURS = [
  "background", "foreground", "cursor", "cursorAccent", "selectionBackground", "selectionInactiveBackground",
  "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  "brightBlack", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta", "brightCyan", "brightWhite",
  "scrollbarSliderBackground", "scrollbarSliderHoverBackground", "scrollbarSliderActiveBackground",
] as const satisfies readonly (keyof ITheme)[];

/** Reads the custom properties `--term-<colour>` that hold at `element`, as the browser resolves them. */
export function palette(element: HTMLElement): ITheme {
  const colours = resolved(element, COLOURS);
  return Object.fromEntries(COLOURS.map((name, index) => [name, colours[index]]));
}

/** The same for one colour, as `#rrggbb`, for those who know no other way to write one. */
export function hex(element: HTMLElement, name: string): string {
  const channels = resolved(element, [name])[0]?.match(/\d+/g) ?? [];
  return `#${channels.slice(0, 3).map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
}

function resolved(element: HTMLElement, names: readonly string[]): string[] {
  const probe = document.createElement("span");
  element.append(probe);
  const colours = names.map((name) => {
    // A custom property keeps its text as written; a real property gives the colour meant.
    probe.style.color = `var(--term-${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return colours;
}

/** Calls back whenever the page's theme may have changed: mdBook swaps a class on <html>, the system its colour scheme. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", changed);
  }
}
