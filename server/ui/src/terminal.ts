// The terminal on the page: xterm.js with the page's colours, desktop habits for copy and paste, and a way out by keyboard.

import { FitAddon } from "@xterm/addon-fit";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import { Finder } from "./finder.ts";
import { Keys } from "./keys.ts";
import { sequence } from "./keystrokes.ts";
import type { Screen, Size } from "./link.ts";
import { onThemeChange, palette } from "./palette.ts";
import "./style-element.ts";
import { TouchKeys } from "./touch-keys.ts";

const SCROLLBACK_LINES = 5_000;
/** The font grows and shrinks between these so that a line of `docker ps` fits where it can. */
const FONT_PX = { smallest: 12, largest: 14 };
const WISHED_COLUMNS = 98;
/** The advance of monospaced fonts, in ems: 0.60 for most, DejaVu the widest. */
const ADVANCE_EM = 0.602;
/** What the padding and the scroll bar take from the width. */
const MARGINS_PX = 30;

export interface TerminalOptions {
  host: HTMLElement;
  /** Where the keys go that a phone lacks. */
  keysHost: HTMLElement;
  label: string;
  hintId: string;
  screenReader: boolean;
  onInput: (data: string, binary: boolean) => void;
  onResize: (size: Size) => void;
  /** Escape was pressed, or no longer holds: Tab would leave the terminal, or not. */
  onArmed: (armed: boolean) => void;
  /** Opens a link that was printed. */
  follow: (address: string) => void;
}

export class TerminalScreen implements Screen {
  private readonly terminal: Terminal;
  private readonly fitAddon = new FitAddon();
  private readonly keys = new Keys();
  private readonly finder: Finder;
  private readonly touchKeys: TouchKeys;
  private readonly watcher = new ResizeObserver(() => this.fit());
  private heldEscape = false;

  constructor(private readonly options: TerminalOptions) {
    const { host } = options;
    const openLink = (_event: MouseEvent, address: string) => options.follow(address);
    this.terminal = new Terminal({
      allowProposedApi: true, // for widths of Unicode 11: emoji take two cells, as the shell counts them
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      fontFamily: getComputedStyle(host).fontFamily,
      fontSize: FONT_PX.largest,
      lineHeight: 1.2,
      linkHandler: { activate: openLink },
      minimumContrastRatio: 4.5,
      screenReaderMode: options.screenReader,
      scrollback: SCROLLBACK_LINES,
      theme: palette(host),
    });
    this.terminal.loadAddon(this.fitAddon);
    this.terminal.loadAddon(new WebLinksAddon(openLink));
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = "11";
    this.terminal.open(host);
    this.finder = new Finder(this.terminal, host);
    this.terminal.textarea?.setAttribute("aria-label", options.label);
    this.terminal.textarea?.setAttribute("aria-describedby", options.hintId);
    this.terminal.attachCustomKeyEventHandler((event) => this.leaveToShell(event));
    this.touchKeys = new TouchKeys(options.keysHost, (key) => {
      this.terminal.input(sequence(key, this.terminal.modes.applicationCursorKeysMode));
    });
    this.terminal.onData((data) => {
      const escape = this.heldEscape ? "\x1b" : "";
      this.heldEscape = false;
      options.onInput(escape + this.touchKeys.meant(data), false);
    });
    this.terminal.onBinary((data) => options.onInput(data, true));
    this.terminal.onResize(({ cols, rows }) => options.onResize({ cols, rows }));
    this.terminal.textarea?.addEventListener("blur", () => this.disarm());
    host.addEventListener("paste", () => (this.heldEscape = false), { capture: true });
    // What is typed here is for the shell: mdBook would turn the page on an arrow and search on an s.
    host.addEventListener("keydown", (event) => event.stopPropagation());
    this.watcher.observe(host);
    onThemeChange(() => (this.terminal.options.theme = palette(host)));
    this.fit();
  }

  write(data: Uint8Array | string, parsed?: () => void): void {
    this.terminal.write(data, parsed);
  }

  size(): Size {
    return { cols: this.terminal.cols, rows: this.terminal.rows };
  }

  focus(): void {
    this.terminal.focus();
  }

  /** Asks what to find. */
  find(): void {
    this.finder.open();
  }

  setScreenReader(on: boolean): void {
    this.terminal.options.screenReaderMode = on;
  }

  dispose(): void {
    this.watcher.disconnect();
    this.terminal.dispose();
  }

  /** A terminal nobody answers can be read and copied from, not typed in. */
  setDead(dead: boolean): void {
    this.terminal.options.disableStdin = dead;
    this.terminal.options.cursorInactiveStyle = dead ? "none" : "outline";
  }

  private fit(): void {
    const { host } = this.options;
    // Hidden: there is nothing to measure, and a size of zero would cut every line in the shell.
    if (host.clientWidth === 0 || host.clientHeight === 0) return;
    const fitting = (host.clientWidth - MARGINS_PX) / (WISHED_COLUMNS * ADVANCE_EM);
    // Quarters of a pixel: dragging a window must not measure the font anew at every step.
    const quartered = Math.floor(fitting * 4) / 4;
    this.terminal.options.fontSize = Math.min(FONT_PX.largest, Math.max(FONT_PX.smallest, quartered));
    this.fitAddon.fit();
  }

  private leaveToShell(event: KeyboardEvent): boolean {
    const fullScreen = this.terminal.buffer.active.type === "alternate";
    const fate = this.keys.fate(event, { hasSelection: this.terminal.hasSelection(), fullScreen });
    if (event.type === "keydown") this.options.onArmed(this.keys.armed);
    switch (fate) {
      case "shell":
        return true;
      case "hold":
        if (this.heldEscape) this.options.onInput("\x1b", false);
        this.heldEscape = true;
        return false;
      case "copy":
        event.preventDefault();
        // xterm.js answers the copy event with its own selection; no permission is needed, nor a secure page.
        if (this.terminal.hasSelection()) document.execCommand("copy");
        return false;
      case "copy-natively":
        // The browser copies first; with the selection gone, the next Ctrl+C interrupts.
        setTimeout(() => this.terminal.clearSelection());
        return false;
      case "find":
        event.preventDefault();
        this.find();
        return false;
      case "paste-natively":
      case "leave":
        return false;
    }
  }

  private disarm(): void {
    this.heldEscape = false;
    this.keys.disarm();
    this.options.onArmed(false);
  }
}
