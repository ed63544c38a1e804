import assert from "node:assert/strict";
import { test } from "node:test";
import { places } from "../src/values.ts";

test("a placeholder is found where it stands", () => {
  assert.deepEqual(places(["Publish ⟦port⟧, then ⟦own_name2⟧."]), [
    { name: "port", from: [0, 8], to: [0, 14] },
    { name: "own_name2", from: [0, 21], to: [0, 32] },
  ]);
});

test("a placeholder that highlighting has torn apart is still one", () => {
  assert.deepEqual(places(["$ docker run -p ⟦", "test", "⟧:80", ""]), [{ name: "test", from: [0, 16], to: [2, 1] }]);
  assert.deepEqual(places(["", "⟦a⟧", "⟦b⟧"]), [
    { name: "a", from: [1, 0], to: [1, 3] },
    { name: "b", from: [2, 0], to: [2, 3] },
  ]);
});

test("what is no name is no placeholder", () => {
  assert.deepEqual(places(["⟦⟧ ⟦Port⟧ ⟦a b⟧ ⟦1⟧ {{port}} ⟦open"]), []);
  assert.deepEqual(places([]), []);
});
