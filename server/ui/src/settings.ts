// What the learner chose, remembered by the browser. Storage may be forbidden or full: then nothing is remembered, and nothing breaks.

const PREFIX = "quai.";

export type Setting = "terminal-height" | "screen-reader" | "map" | "map-tables" | "layout" | "shells" | "dock-width" | "dock-height";

export function remembered(name: Setting): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: Setting, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Only this visit will know.
  }
}
