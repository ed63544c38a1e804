import assert from "node:assert/strict";
import { test } from "node:test";

import { controlled, keysOf, sequence } from "../src/keystrokes.ts";

test("each line ends with Enter", () => {
  assert.equal(keysOf("docker ps"), "docker ps\r");
  assert.equal(keysOf("cat > a <<EOF\nb\nEOF"), "cat > a <<EOF\rb\rEOF\r");
});

test("keys of the row are what a terminal sends for them", () => {
  assert.equal(sequence("escape", false), "\x1b");
  assert.equal(sequence("up", false), "\x1b[A");
  assert.equal(sequence("up", true), "\x1bOA");
  assert.equal(sequence("|", false), "|");
});

test("Ctrl makes a control character of the next key, where there is one", () => {
  assert.equal(controlled("c"), "\x03");
  assert.equal(controlled("D"), "\x04");
  assert.equal(controlled("é"), "é");
  assert.equal(controlled("\x1b[A"), "\x1b[A");
  assert.equal(controlled("paste"), "paste");
});
