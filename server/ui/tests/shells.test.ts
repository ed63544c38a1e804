import assert from "node:assert/strict";
import { test } from "node:test";
import { closed, opened, parseOpen } from "../src/shells.ts";

test("tabs take the lowest free number, four at most", () => {
  let open = { shells: [1] as readonly number[], shown: 1 };
  for (let times = 0; times < 5; times += 1) open = opened(open);
  assert.deepEqual(open, { shells: [1, 2, 3, 4], shown: 4 });
  open = closed(open, 2);
  assert.deepEqual(open, { shells: [1, 3, 4], shown: 4 });
  assert.deepEqual(opened(open), { shells: [1, 3, 4, 2], shown: 2 });
});

test("who closes the tab he looks at looks at the one before it", () => {
  assert.equal(closed({ shells: [1, 3, 2], shown: 2 }, 2).shown, 3);
  assert.equal(closed({ shells: [1, 2], shown: 1 }, 2).shown, 1);
});

test("what is remembered of another sandbox, or broken, is one tab", () => {
  const kept = JSON.stringify({ sandbox: "a", shells: [1, 3], shown: 3 });
  assert.deepEqual(parseOpen(kept, "a"), { shells: [1, 3], shown: 3 });
  for (const broken of [null, "{", "7", JSON.stringify({ sandbox: "b", shells: [1, 3], shown: 3 }), JSON.stringify({ sandbox: "a" })]) {
    assert.deepEqual(parseOpen(broken, "a"), { shells: [1], shown: 1 });
  }
  assert.deepEqual(parseOpen(JSON.stringify({ sandbox: "a", shells: [9, "x", 2], shown: 9 }), "a"), { shells: [1, 2], shown: 1 });
});
