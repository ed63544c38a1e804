import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting, recalled, usual } from "../src/layout.ts";

const desktop = { width: 1600, height: 900 };
const laptop = { width: 1280, height: 720 };
const tablet = { width: 768, height: 1024 };
const phone = { width: 360, height: 740 };

test("a workspace stands where there is room for it", () => {
  assert.equal(fitting("right", laptop), "right");
  assert.equal(fitting("right", tablet), "bottom");
  assert.equal(fitting("right", phone), "page");
  assert.equal(fitting("bottom", { width: 900, height: 400 }), "page");
  for (const room of [desktop, laptop, tablet, phone]) assert.equal(fitting("full", room), "full");
});

test("only a roomy window is shared without anybody asking", () => {
  assert.deepEqual([desktop, laptop, tablet, phone].map(usual), ["right", "page", "page", "page"]);
});

test("on a page that has no place for it, a workspace comes back where it fits", () => {
  assert.deepEqual([desktop, laptop, tablet, phone].map(recalled), ["right", "right", "bottom", "full"]);
});
