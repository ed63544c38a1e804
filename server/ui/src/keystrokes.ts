// What a terminal is sent for text.

/** Lines as they are typed: Enter after each. */
export function keysOf(lines: string): string {
  return lines
    .split("\n")
    .map((line) => `${line}\r`)
    .join("");
}
