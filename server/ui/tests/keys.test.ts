import assert from "node:assert/strict";
import { test } from "node:test";
import { Keys, type Key, type Surroundings } from "../src/keys.ts";

const key = (name: string, held: Partial<Key> = {}): Key => ({
  type: "keydown", key: name, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held,
});

const prompt: Surroundings = { hasSelection: false, fullScreen: false };
const selected: Surroundings = { hasSelection: true, fullScreen: false };
const editor: Surroundings = { hasSelection: false, fullScreen: true };

test("Escape then Tab leaves, either way; Tab alone completes", () => {
  const keys = new Keys();
  assert.equal(keys.fate(key("Tab"), prompt), "shell");
  assert.equal(keys.fate(key("Escape"), prompt), "hold");
  assert.equal(keys.armed, true);
  assert.equal(keys.fate(key("Escape", { type: "keyup" }), prompt), "shell");
  assert.equal(keys.fate(key("Tab"), prompt), "leave");
  assert.equal(keys.fate(key("Tab"), prompt), "shell");
  keys.fate(key("Escape"), prompt);
  keys.fate(key("Shift", { shiftKey: true }), prompt);
  assert.equal(keys.fate(key("Tab", { shiftKey: true }), prompt), "leave");
});

test("Escape waits for the next key at a prompt, never in an editor", () => {
  assert.equal(new Keys().fate(key("Escape"), prompt), "hold");
  const keys = new Keys();
  assert.equal(keys.fate(key("Escape"), editor), "shell");
  assert.equal(keys.fate(key("Tab"), editor), "leave");
});

test("another key after Escape disarms", () => {
  const keys = new Keys();
  keys.fate(key("Escape"), prompt);
  keys.fate(key("a"), prompt);
  assert.equal(keys.fate(key("Tab"), prompt), "shell");
});

test("Ctrl+C interrupts unless something is selected", () => {
  const keys = new Keys();
  assert.equal(keys.fate(key("c", { ctrlKey: true }), prompt), "shell");
  assert.equal(keys.fate(key("c", { ctrlKey: true }), selected), "copy-natively");
  assert.equal(keys.fate(key("C", { ctrlKey: true, shiftKey: true }), prompt), "copy");
  assert.equal(keys.fate(key("V", { ctrlKey: true, shiftKey: true }), prompt), "paste-natively");
});

test("AltGr, which some systems report as Ctrl+Alt, types its character", () => {
  assert.equal(new Keys().fate(key("c", { ctrlKey: true, altKey: true }), selected), "shell");
});

test("Ctrl+Shift+F finds; Ctrl+F moves the shell's cursor", () => {
  assert.equal(new Keys().fate(key("F", { ctrlKey: true, shiftKey: true }), prompt), "find");
  assert.equal(new Keys().fate(key("f", { ctrlKey: true }), prompt), "shell");
});
