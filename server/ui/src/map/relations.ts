// What belongs together in an engine: a container with its image, networks and volumes, and images that share layers.

import { containerKey, imageKey, networkKey, volumeKey, type EngineMap, type Image } from "./model.ts";

export interface Relation {
  kind: "runs" | "joins" | "mounts";
  /** Key of a container. */
  from: string;
  to: string;
}

export function relationsOf({ containers, images, volumes, networks }: EngineMap): Relation[] {
  const there = new Set([
    ...images.map(({ id }) => imageKey(id)),
    ...volumes.map(({ name }) => volumeKey(name)),
    ...networks.map(({ name }) => networkKey(name)),
  ]);
  const all = containers.flatMap((container): Relation[] => {
    const from = containerKey(container.id);
    const mounted = container.mounts.filter(({ kind }) => kind === "volume");
    return [
      { kind: "runs", from, to: imageKey(container.imageId) },
      ...container.networks.map(({ network }): Relation => ({ kind: "joins", from, to: networkKey(network) })),
      ...mounted.map(({ source }): Relation => ({ kind: "mounts", from, to: volumeKey(source) })),
    ];
  });
  return all.filter(({ to }) => there.has(to));
}

/** Keys of everything that touches a thing, and its own. */
export function around(key: string, relations: readonly Relation[]): Set<string> {
  const near = relations.flatMap(({ from, to }) => (from === key ? [to] : to === key ? [from] : []));
  return new Set([key, ...near]);
}

/** Digests of the layers that more than one image is made of, each with a number of its own. */
export function sharedLayers(images: readonly Image[]): Map<string, number> {
  const users = new Map<string, number>();
  for (const { layers } of images) {
    for (const digest of new Set(layers.map(({ digest }) => digest))) users.set(digest, (users.get(digest) ?? 0) + 1);
  }
  const shared = [...users].filter(([, count]) => count > 1).map(([digest]) => digest);
  return new Map(shared.map((digest, number) => [digest, number]));
}
