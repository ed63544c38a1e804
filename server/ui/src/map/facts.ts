// What there is to know of one thing, as names and values: for its details, and for the tables.

import { containerKey, imageKey, nameOf, networkKey, shortId, thingsOf, volumeKey, type EngineMap, type Mount, type Thing } from "./model.ts";
import { relationsOf, sharedLayers } from "./relations.ts";
import type { Words } from "./words.ts";

export interface Fact {
  name: keyof Words["facts"];
  values: string[];
}

/** Facts with nothing to tell are left out. */
export function factsOf(thing: Thing, map: EngineMap, words: Words): Fact[] {
  return all(thing, map, words).filter(({ values }) => values.some((value) => value !== ""));
}

function all(thing: Thing, map: EngineMap, words: Words): Fact[] {
  const { facts } = words;
  switch (thing.kind) {
    case "container": {
      const { state, exitCode, health, image, command, ports, networks, mounts, env, restart, id } = thing.is;
      const code = exitCode === null ? "" : ` (${words.exit(exitCode)})`;
      const said = `${words.states[state] ?? state}${code}${health ? `, ${words.health[health] ?? health}` : ""}`;
      return [
        { name: "state", values: [said] },
        { name: "image", values: [image] },
        { name: "command", values: [command.join(" ")] },
        { name: "ports", values: ports.map(({ host, container, protocol }) => `${host} → ${container}/${protocol}`) },
        { name: "networks", values: networks.map(({ network, address }) => (address ? `${network} (${address})` : network)) },
        { name: "mounts", values: mounts.map((mount) => mounted(mount, words)) },
        { name: "env", values: env },
        { name: "restart", values: [restart === "no" ? "" : restart] },
        { name: "id", values: [shortId(id)] },
      ];
    }
    case "image": {
      const { references, size, command, exposes, layers, id } = thing.is;
      const shared = sharedLayers(map.images);
      const told = layers.map(({ digest, size, madeBy }) => {
        const parts = [madeBy ?? shortId(digest), size === null ? "" : words.size(size), shared.has(digest) ? words.sharedLayer : ""];
        return parts.filter(Boolean).join(" · ");
      });
      return [
        { name: "names", values: references.length > 0 ? references : [words.dangling] },
        { name: "size", values: [`${words.size(size)}, ${words.layers(layers.length)}`] },
        { name: "command", values: [command.join(" ")] },
        { name: "exposes", values: exposes.map(String) },
        { name: "usedBy", values: users(imageKey(id), map, words) },
        { name: "layers", values: told },
        { name: "id", values: [shortId(id)] },
      ];
    }
    case "volume":
      return [
        { name: "driver", values: [thing.is.driver] },
        { name: "usedBy", values: users(volumeKey(thing.is.name), map, words) },
      ];
    case "network": {
      const { name, driver, subnets, internal } = thing.is;
      return [
        { name: "driver", values: [driver, ...(internal ? [facts.internal] : [])] },
        { name: "subnet", values: subnets },
        { name: "members", values: users(networkKey(name), map, { ...words, unused: facts.none }) },
      ];
    }
  }
}

function mounted({ kind, source, target, readOnly }: Mount, { facts }: Words): string {
  const from = kind === "volume" ? (/^[0-9a-f]{64}$/.test(source) ? shortId(source) : source) : source || kind;
  return `${from} → ${target}${readOnly ? ` (${facts.readOnly})` : ""}`;
}

/** Names of the containers that hold something. */
function users(key: string, map: EngineMap, words: Pick<Words, "unused">): string[] {
  const holders = new Set(relationsOf(map).filter(({ to }) => to === key).map(({ from }) => from));
  const names = thingsOf(map).filter((thing) => thing.kind === "container" && holders.has(containerKey(thing.is.id))).map(nameOf);
  return names.length > 0 ? names : [words.unused];
}
