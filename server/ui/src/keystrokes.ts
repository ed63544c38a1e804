// What a terminal is sent for text, and for keys.

/** The keys that a phone's keyboard lacks. */
export type TouchKey = "escape" | "tab" | "control" | "up" | "down" | "left" | "right" | "|" | "/" | "-" | "~" | "$";

/** Lines as they are typed: Enter after each. */
export function keysOf(lines: string): string {
  return lines
    .split("\n")
    .map((line) => `${line}\r`)
    .join("");
}

/** What a terminal sends for a key. Programs that own the screen may ask for other arrows (`application`). */
export function sequence(key: Exclude<TouchKey, "control">, application: boolean): string {
  const arrow = (letter: string) => `\x1b${application ? "O" : "["}${letter}`;
  switch (key) {
    case "escape":
      return "\x1b";
    case "tab":
      return "\t";
    case "up":
      return arrow("A");
    case "down":
      return arrow("B");
    case "right":
      return arrow("C");
    case "left":
      return arrow("D");
    default:
      return key;
  }
}

/** What is typed while Ctrl is held: `c` interrupts. What has no such meaning stays what it is. */
export function controlled(data: string): string {
  const code = data.toUpperCase().charCodeAt(0);
  return data.length === 1 && code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : data;
}
