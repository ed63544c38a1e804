// Which keys the terminal leaves to the page: copying, pasting, finding and the way out; all others go to the shell.

/** `hold`: an Escape to be sent with the next key only. */
export type KeyFate = "shell" | "hold" | "copy" | "copy-natively" | "paste-natively" | "find" | "leave";

export interface Surroundings {
  hasSelection: boolean;
  /** An editor or a pager has the whole screen: there Escape acts by itself, and must not wait. */
  fullScreen: boolean;
}

/** The part of a KeyboardEvent that decides. */
export interface Key {
  type: string;
  key: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

export class Keys {
  private escaped = false;

  /** True after Escape, until another key: Tab would now leave the terminal. */
  get armed(): boolean {
    return this.escaped;
  }

  disarm(): void {
    this.escaped = false;
  }

  fate(event: Key, { hasSelection, fullScreen }: Surroundings): KeyFate {
    if (event.type !== "keydown") return "shell";
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const wasEscaped = this.escaped;
    // Shift alone does not count as another key, so that Escape then Shift+Tab goes backwards.
    this.escaped = (plain && event.key === "Escape") || (wasEscaped && event.key === "Shift");
    if (plain && wasEscaped && event.key === "Tab") return "leave";
    // At a prompt Escape means nothing without the key that follows. Sent alone, and left there by Tab, it would garble the next word typed.
    if (plain && event.key === "Escape" && !fullScreen) return "hold";
    if (!event.ctrlKey || event.altKey || event.metaKey) return "shell";
    switch (event.key.toLowerCase()) {
      case "c":
        // Browsers open their developer tools on Ctrl+Shift+C, so that one is never left to them.
        if (event.shiftKey) return "copy";
        return hasSelection ? "copy-natively" : "shell";
      case "f":
        // Ctrl+F alone moves the shell's cursor.
        return event.shiftKey ? "find" : "shell";
      case "v":
        return "paste-natively";
      default:
        return "shell";
    }
  }
}
