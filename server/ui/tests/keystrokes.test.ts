import assert from "node:assert/strict";
import { test } from "node:test";

import { keysOf } from "../src/keystrokes.ts";

test("each line ends with Enter", () => {
  assert.equal(keysOf("docker ps"), "docker ps\r");
  assert.equal(keysOf("cat > a <<EOF\nb\nEOF"), "cat > a <<EOF\rb\rEOF\r");
});
