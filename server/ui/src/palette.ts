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
  const probe = document.createElement("span");
  element.append(probe);
  const theme = Object.fromEntries(
    COLOURS.map((name) => {
      // A custom property keeps its text as written; a real property gives the colour meant.
      probe.style.color = `var(--term-${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return theme;
}

/** The colour of `--term-<name>` at `element` as `#rrggbb`, for those who know no other way to write one. */
export function hex(element: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(--term-${name})`;
  element.append(probe);
  const channels = getComputedStyle(probe).color.match(/\d+/g) ?? [];
  probe.remove();
  return `#${channels.slice(0, 3).map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
}

/** Calls back whenever the page's theme may have changed: mdBook swaps a class on <html>, the system its colour scheme. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", changed);
  }
}
