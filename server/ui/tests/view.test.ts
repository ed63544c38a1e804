import assert from "node:assert/strict";
import { test } from "node:test";
import { merged } from "../src/store.ts";
import { textsFor } from "../src/texts.ts";
import { viewOf, type Known } from "../src/view.ts";
import type { Sandbox } from "../src/wire.ts";
import { sandbox, state } from "./samples.ts";

const fr = textsFor("fr");
const view = (known: Partial<Known>) =>
  viewOf({ state: state(), exercise: "run-nginx", busy: null, link: "none", lost: false, had: null, ...known }, fr);
const ended = (reason: string, changes: Partial<Sandbox> = {}) =>
  sandbox({ state: "ended", ended: { reason, message: `over: ${reason}`, remedy: "again", ref: "r" }, ...changes });

test("from nothing known to one click away", () => {
  assert.equal(view({ state: null }).phase, "connecting");
  assert.equal(view({ state: null }).status, "Connexion…");
  assert.equal(view({ state: null, lost: true }).status, "Connexion perdue, nouvelle tentative…");
  assert.equal(view({}).phase, "idle");
  assert.equal(view({ busy: "start" }).phase, "starting");
});

test("without an engine the panel says why and what to do", () => {
  const engine = { available: false, message: "No engine.", remedy: "Start it." };
  const { phase, notice } = view({ state: state({ engine }) });
  assert.equal(phase, "unavailable");
  assert.deepEqual(notice, { tone: "wait", message: "No engine.", remedy: "Start it.", ref: null });
  const mute = { available: false, message: null, remedy: null };
  assert.equal(view({ state: state({ engine: mute }) }).notice?.message, fr.engineUnavailable);
});

test("a living sandbox is shown whatever else is known", () => {
  const living = sandbox({ id: "s2" });
  const sandboxes = [ended("replaced"), living, sandbox({ id: "other", exercise: "hello-world", state: "starting" })];
  const shown = view({ state: state({ sandboxes }), link: "open" });
  assert.equal(shown.phase, "ready");
  assert.equal(shown.sandbox, living);
  assert.equal(shown.status, "Bac à sable prêt");
});

test("what a living sandbox runs short of is said, until it is replaced", () => {
  const notice = { message: "Memory ran out.", remedy: "Run less.", ref: null };
  const state_ = state({ sandboxes: [sandbox({ notice })] });
  assert.deepEqual(view({ state: state_ }).notice, { tone: "error", ...notice });
  assert.equal(view({ state: state_, busy: "reset" }).notice, null);
});

test("the status line follows the line and the calls", () => {
  const ready = { state: state({ sandboxes: [sandbox()] }) };
  assert.equal(view({ ...ready, link: "attaching" }).status, fr.attaching);
  assert.equal(view({ ...ready, link: "lost" }).status, fr.connectionLost);
  assert.equal(view({ ...ready, link: "open", lost: true }).status, fr.connectionLost);
  assert.equal(view({ ...ready, link: "open", busy: "check" }).status, fr.checking);
  assert.equal(view({ ...ready, link: "open", busy: "reset" }).phase, "starting");
  assert.equal(view({ ...ready, link: "open", busy: "end" }).status, fr.ending);
});

test("a sandbox that ended by itself says so, one that was closed does not", () => {
  const after = (reason: string) => view({ state: state({ sandboxes: [ended(reason)] }) });
  assert.equal(after("idle").phase, "ended");
  assert.deepEqual(after("idle").notice, { tone: "ended", message: "over: idle", remedy: "again", ref: "r" });
  assert.equal(after("by-learner").phase, "idle");
  assert.equal(after("replaced").notice, null);
});

test("a sandbox that the server forgot is said to be gone, unless the learner is closing it", () => {
  assert.deepEqual(view({ had: "s1" }).notice?.message, fr.vanished);
  assert.equal(view({ had: "s1" }).phase, "ended");
  assert.equal(view({ had: "s1", busy: "end" }).phase, "idle");
  assert.equal(view({ had: "s1", state: state({ sandboxes: [ended("by-learner")] }) }).phase, "idle");
});

test("help is that of the living sandbox, or of the last one that lived", () => {
  const [living, other] = [sandbox({ id: "s2" }), sandbox({ id: "other", exercise: "hello-world" })];
  assert.equal(view({ state: state({ sandboxes: [ended("replaced"), living, other] }) }).helped, living);
  const last = ended("by-learner");
  assert.equal(view({ state: state({ sandboxes: [last, other] }) }).helped, last);
  assert.equal(view({}).helped, null);
});

test("solved is remembered by the server or seen in the sandbox", () => {
  assert.equal(view({}).solved, false);
  assert.equal(view({ state: state({ solved: ["run-nginx"] }) }).solved, true);
  assert.equal(view({ state: state({ sandboxes: [sandbox({ solved: true })] }) }).solved, true);
});

test("a late answer never takes a sandbox back a stage", () => {
  const known = state({ sandboxes: [sandbox({ state: "ready" })] });
  assert.equal(merged(known, sandbox({ state: "starting" })), known);
  assert.equal(merged(known, sandbox({ state: "ended" })).sandboxes[0]?.state, "ended");
  assert.equal(merged(known, sandbox({ id: "s2", state: "starting" })).sandboxes.length, 2);
});

test("who waits for a place reads where in the queue, in the server's words", () => {
  const queued = sandbox({ state: "starting", queue: "You are number 2." });
  const shown = view({ state: state({ sandboxes: [queued] }) });
  assert.equal(shown.phase, "starting");
  assert.equal(shown.status, "You are number 2.");
});

test("what there is to know about a living sandbox is shown beside it", () => {
  const notice = { message: "A fresh one.", remedy: "Begin again.", ref: null };
  const { phase, notice: shown } = view({ state: state({ sandboxes: [sandbox({ notice })] }) });
  assert.equal(phase, "ready");
  assert.deepEqual(shown, { tone: "error", ...notice });
});
