import assert from "node:assert/strict";
import { test } from "node:test";
import { donePages } from "../src/pages.ts";

const right = { answer: [0], right: true };
const wrong = { answer: "docker", right: false };

test("a page is ticked when all of its exercises are solved", () => {
  const contents = { pages: { "a.html": ["x", "y"], "b.html": ["x"], "c.html": [] }, quizzes: {} };
  assert.deepEqual(donePages(contents, { solved: ["x"], quizzes: {} }), ["b.html"]);
  assert.deepEqual(donePages(contents, { solved: ["x", "y"], quizzes: {} }), ["a.html", "b.html"]);
});

test("a page that only asks is ticked when all is answered right", () => {
  const asked = [{ name: "why", questions: ["one", "two"] }];
  const contents = { pages: { "a.html": ["x"] }, quizzes: { "a.html": asked, "b.html": asked } };
  const done = (quizzes: Parameters<typeof donePages>[1]["quizzes"]) => donePages(contents, { solved: [], quizzes });
  assert.deepEqual(done({}), []);
  assert.deepEqual(done({ why: { one: right } }), []);
  assert.deepEqual(done({ why: { one: right, two: wrong } }), []);
  assert.deepEqual(done({ why: { one: right, two: right } }), ["b.html"]);
});
