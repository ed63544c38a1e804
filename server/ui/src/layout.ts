// Where a workspace stands: in the page, at its right, below it or over all of it.

export type Layout = "page" | "right" | "bottom" | "full";

export const LAYOUTS: readonly Layout[] = ["page", "right", "bottom", "full"];

/** Beside a column of text, a terminal needs so much of a window, pixels. */
const WIDE = 1_000;
/** With less than this, there is one thing at a time. */
const NARROW = 600;
/** Text and a terminal above one another need so much. */
const HIGH = 560;
/** So wide a window has room for both without anybody asking. */
const ROOMY = 1_500;

export interface Room {
  width: number;
  height: number;
}

/** Where a workspace stands if nobody has chosen. */
export function usual({ width }: Room): Layout {
  return width >= ROOMY ? "right" : "page";
}

/** What is wished, or what comes next to it and has room. */
export function fitting(wished: Layout, { width, height }: Room): Layout {
  if (wished === "right") return width >= WIDE ? "right" : fitting("bottom", { width, height });
  if (wished === "bottom") return width >= NARROW && height >= HIGH ? "bottom" : "page";
  return wished;
}

/** Where a workspace comes back to on a page that has no place for it. */
export function recalled(room: Room): Layout {
  const beside = fitting("right", room);
  return beside === "page" ? "full" : beside;
}
