// What is otherwise on one map than on the one before.

import { nameOf, thingsOf, type EngineMap, type Kind, type Thing } from "./model.ts";

export interface Change {
  key: string;
  kind: Kind;
  name: string;
  how: "came" | "went" | "changed";
  /** Of a container whose state is another one. */
  state: string | null;
}

export function changesOf(before: EngineMap, after: EngineMap): Change[] {
  const old = new Map(thingsOf(before).map((thing) => [thing.key, thing]));
  const now = thingsOf(after);
  const there = new Set(now.map(({ key }) => key));
  const gone = [...old.values()].filter(({ key }) => !there.has(key));
  return [
    ...gone.map((thing) => change(thing, "went", null)),
    ...now.flatMap((thing) => {
      const was = old.get(thing.key);
      if (!was) return [change(thing, "came", stateOf(thing))];
      if (JSON.stringify(was.is) === JSON.stringify(thing.is)) return [];
      return [change(thing, "changed", stateOf(thing) === stateOf(was) ? null : stateOf(thing))];
    }),
  ];
}

function change(thing: Thing, how: Change["how"], state: string | null): Change {
  return { key: thing.key, kind: thing.kind, name: nameOf(thing), how, state };
}

function stateOf(thing: Thing): string | null {
  return thing.kind === "container" ? thing.is.state : null;
}
