import assert from "node:assert/strict";
import { test } from "node:test";
import { WireError } from "../src/parse.ts";
import { parseControl, parseFailure, parseSandbox, parseState } from "../src/wire.ts";

const sandbox = {
  id: "s1",
  exercise: "run-nginx",
  state: "ready",
  idle_ends_at: 10,
  hard_ends_at: 20,
  extendable: true,
  goals: [
    { id: "web-runs", state: "open", why: "No container is named `web`.", answer: null },
    { id: "which-port", state: "open", why: null, answer: { given: "8080" } },
  ],
  solved: false,
  help: {
    hints: { total: 2, shown: ["<p>Look.</p>"], next: { open: false, why: "in 3 min" } },
    solution: { shown: null, open: true, why: null },
  },
  ended: null,
};

test("a state is read, keys in snake case become ours", () => {
  const state = parseState({
    now: 5,
    engine: { available: true, message: null, remedy: null },
    solved: ["hello-world"],
    values: { "run-nginx": { port: "8431" } },
    quizzes: { why: { one: { answer: [0, 2], right: false }, two: { answer: "docker ps", right: true } } },
    sandboxes: [sandbox],
    added_later: "is ignored",
  });
  assert.equal(state.now, 5);
  assert.deepEqual(state.solved, ["hello-world"]);
  assert.equal(state.sandboxes[0]?.idleEndsAt, 10);
  assert.equal(state.sandboxes[0]?.extendable, true);
  assert.equal(state.sandboxes[0]?.goals[0]?.why, "No container is named `web`.");
  assert.deepEqual(state.values["run-nginx"], { port: "8431" });
  assert.deepEqual(state.quizzes["why"]?.["one"], { answer: [0, 2], right: false });
  assert.equal(state.quizzes["why"]?.["two"]?.answer, "docker ps");
});

test("answers and help come with a sandbox", () => {
  const { goals, help } = parseSandbox(sandbox);
  assert.deepEqual(goals.map((goal) => goal.answer), [null, { given: "8080" }]);
  assert.deepEqual(help.hints, { total: 2, shown: ["<p>Look.</p>"], next: { open: false, why: "in 3 min" } });
  assert.deepEqual(help.solution, { shown: null, open: true, why: null });
  const shown = { script: "docker ps", explanation: null };
  const seen = { ...sandbox.help, solution: { ...sandbox.help.solution, shown } };
  assert.deepEqual(parseSandbox({ ...sandbox, help: seen }).help.solution.shown, shown);
});

test("an ended sandbox carries its reason and remedy", () => {
  const ended = { reason: "idle", message: "Closed.", remedy: null, ref: null };
  assert.deepEqual(parseSandbox({ ...sandbox, state: "ended", ended }).ended, ended);
});

test("what is not as agreed is named", () => {
  assert.throws(() => parseSandbox({ ...sandbox, state: "paused" }), new WireError("state: paused is not one of starting, ready, ended"));
  assert.throws(() => parseSandbox({ ...sandbox, hard_ends_at: "soon" }), new WireError("hard_ends_at: a number was expected"));
  assert.throws(() => parseSandbox({ ...sandbox, goals: {} }), new WireError("goals: a list was expected"));
  assert.throws(() => parseSandbox({ ...sandbox, help: { hints: [] } }), new WireError("help.hints: an object was expected"));
  assert.throws(() => parseState(null), new WireError("state: an object was expected"));
});

test("a refusal of ours is told from any other page", () => {
  const error = { code: "capacity", message: "All taken.", remedy: "Wait.", ref: "r1" };
  assert.deepEqual(parseFailure({ error }), error);
  assert.equal(parseFailure("<html>Bad gateway</html>"), null);
  assert.equal(parseFailure(null), null);
});

test("control frames of the terminal; unknown and broken ones are passed over", () => {
  assert.deepEqual(parseControl('{"type":"replay","stream":"s","from":3,"bytes":12,"goesOn":true}'), { type: "replay", stream: "s", from: 3, bytes: 12, goesOn: true });
  assert.deepEqual(parseControl('{"type":"exit","code":130}'), { type: "exit", code: 130 });
  assert.deepEqual(parseControl('{"type":"exit","code":null}'), { type: "exit", code: null });
  assert.deepEqual(parseControl('{"type":"error","code":"gone","message":"m"}'), { type: "error", code: "gone", message: "m" });
  assert.equal(parseControl('{"type":"title","text":"later"}'), null);
  assert.equal(parseControl("{"), null);
});
