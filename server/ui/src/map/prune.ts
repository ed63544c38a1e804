// What each of Docker's prunes would delete, worked out as the engine does it: nothing is asked, nothing is touched.

import { containerKey, imageKey, isPredefined, isStopped, networkKey, volumeKey, type Container, type EngineMap, type Image } from "./model.ts";

export const PRUNES = [
  "container prune",
  "image prune",
  "image prune -a",
  "volume prune",
  "volume prune -a",
  "network prune",
  "system prune",
  "system prune -a --volumes",
] as const;

export type Prune = (typeof PRUNES)[number];

export interface Doom {
  /** Keys of what would be deleted. */
  keys: Set<string>;
  /** Bytes that images would give back; the layers that others share stay. */
  bytes: number;
}

export function doomed(map: EngineMap, prune: Prune): Doom {
  const containers = (): Container[] => map.containers.filter(isStopped);
  switch (prune) {
    case "container prune":
      return doom({ containers: containers() }, map);
    case "image prune":
      return doom({ images: images(map, map.containers, false) }, map);
    case "image prune -a":
      return doom({ images: images(map, map.containers, true) }, map);
    case "volume prune":
      return doom({ volumes: volumes(map, map.containers, false) }, map);
    case "volume prune -a":
      return doom({ volumes: volumes(map, map.containers, true) }, map);
    case "network prune":
      return doom({ networks: networks(map) }, map);
    case "system prune":
    case "system prune -a --volumes": {
      // Containers go first: what only they held is free then.
      const all = prune.includes("-a");
      const kept = map.containers.filter((container) => !isStopped(container));
      return doom(
        {
          containers: containers(),
          networks: networks(map),
          images: images(map, kept, all),
          volumes: all ? volumes(map, kept, false) : [],
        },
        map,
      );
    }
  }
}

function images(map: EngineMap, containers: readonly Container[], all: boolean): Image[] {
  const used = new Set(containers.map(({ imageId }) => imageId));
  return map.images.filter(({ id, references }) => !used.has(id) && (all || references.length === 0));
}

function volumes(map: EngineMap, containers: readonly Container[], all: boolean): string[] {
  const used = new Set(containers.flatMap(({ mounts }) => mounts.filter(({ kind }) => kind === "volume").map(({ source }) => source)));
  return map.volumes.filter(({ name, anonymous }) => !used.has(name) && (all || anonymous)).map(({ name }) => name);
}

/** A container that does not run protects no network. */
function networks(map: EngineMap): string[] {
  const running = map.containers.filter((container) => !isStopped(container));
  const used = new Set(running.flatMap(({ networks }) => networks.map(({ network }) => network)));
  return map.networks.filter((network) => !isPredefined(network) && !used.has(network.name)).map(({ name }) => name);
}

interface Goners {
  containers?: Container[];
  images?: Image[];
  volumes?: string[];
  networks?: string[];
}

function doom({ containers = [], images = [], volumes = [], networks = [] }: Goners, map: EngineMap): Doom {
  const keys = [
    ...containers.map(({ id }) => containerKey(id)),
    ...images.map(({ id }) => imageKey(id)),
    ...volumes.map(volumeKey),
    ...networks.map(networkKey),
  ];
  return { keys: new Set(keys), bytes: freed(images, map) };
}

function freed(gone: readonly Image[], map: EngineMap): number {
  const kept = new Set(map.images.filter((image) => !gone.includes(image)).flatMap(({ layers }) => layers.map(({ digest }) => digest)));
  const freed = new Map(gone.flatMap(({ layers }) => layers).map(({ digest, size }) => [digest, size ?? 0]));
  return [...freed].reduce((bytes, [digest, size]) => bytes + (kept.has(digest) ? 0 : size), 0);
}
