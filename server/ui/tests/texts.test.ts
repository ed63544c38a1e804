import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, summary } from "../src/goal-news.ts";
import { pieces, plain } from "../src/rich.ts";
import { textsFor } from "../src/texts.ts";
import type { Goal } from "../src/wire.ts";

const goal = (id: string, state: Goal["state"]): Goal => ({ id, state, why: null, answer: null });

test("French has its spaces and apostrophes", () => {
  const said = Object.values(textsFor("fr")).flatMap((text) =>
    typeof text === "string" ? [text] : typeof text === "function" ? [(text as (...args: unknown[]) => string)(2, 3)] : Object.values(text as object),
  ) as string[];
  assert.ok(said.length > 40);
  for (const text of said) {
    assert.doesNotMatch(text, /[^\u00a0][:;?!»](\s|$)|«[^\u00a0]|'/, text);
  }
});

test("both languages say everything", () => {
  assert.deepEqual(Object.keys(textsFor("fr")).sort(), Object.keys(textsFor("en")).sort());
});

test("counts agree with their nouns", () => {
  assert.equal(textsFor("fr").goalsMet(1, 3), "1 objectif atteint sur 3.");
  assert.equal(textsFor("fr").goalsMet(2, 3), "2 objectifs atteints sur 3.");
  assert.equal(textsFor("en").goalsMet(0, 1), "Goal not met yet.");
});

test("backticks make code, a lone one is kept", () => {
  assert.deepEqual(pieces("`web` runs `a`"), [
    { code: true, text: "web" },
    { code: false, text: " runs " },
    { code: true, text: "a" },
  ]);
  assert.deepEqual(pieces("5` <b>"), [{ code: false, text: "5` <b>" }]);
  assert.equal(plain("look at `docker logs web`"), "look at docker logs web");
});

test("only goals that changed for better or worse are announced", () => {
  const en = textsFor("en");
  const before = [goal("a", "open"), goal("b", "waiting"), goal("c", "met")];
  const after = [goal("a", "met"), goal("b", "open"), goal("c", "broken")];
  assert.deepEqual(changes(before, after, (id) => id.toUpperCase(), en), ["Goal met: A.", "Goal undone: C."]);
  assert.deepEqual(changes(before, before, String, en), []);
  assert.deepEqual(changes(null, after, String, en), []);
});

test("Check is answered with a count and the first explanation", () => {
  const goals = [goal("a", "met"), { ...goal("b", "open"), why: "Look at `docker logs web`." }, goal("c", "waiting")];
  assert.deepEqual(summary(goals, textsFor("en")), ["1 of 3 goals met.", "Look at docker logs web."]);
});
