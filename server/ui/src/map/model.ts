// What the server says of a learner's engine, as types and as a parser.

import { list, number, optionalText, record, text } from "../parse.ts";

export interface Port {
  container: number;
  host: number;
  protocol: string;
}

export interface Mount {
  kind: string;
  source: string;
  target: string;
  readOnly: boolean;
}

export interface Attachment {
  network: string;
  aliases: string[];
  address: string;
}

export interface Container {
  id: string;
  name: string;
  image: string;
  imageId: string;
  state: string;
  exitCode: number | null;
  health: string | null;
  command: string[];
  ports: Port[];
  env: string[];
  mounts: Mount[];
  networks: Attachment[];
  restart: string;
}

export interface Layer {
  digest: string;
  /** Bytes; null where the engine does not tell. */
  size: number | null;
  madeBy: string | null;
}

export interface Image {
  id: string;
  /** Names with their tags; none if it has lost them. */
  references: string[];
  size: number;
  command: string[];
  exposes: number[];
  /** From the bottom to the top. */
  layers: Layer[];
}

export interface Volume {
  name: string;
  driver: string;
  /** The engine named it itself. */
  anonymous: boolean;
}

export interface Network {
  name: string;
  driver: string;
  subnets: string[];
  internal: boolean;
}

export interface EngineMap {
  containers: Container[];
  images: Image[];
  volumes: Volume[];
  networks: Network[];
}

export type Kind = "container" | "image" | "volume" | "network";

/** Anything that an engine holds, with a key that stays its own. */
export type Thing =
  | { kind: "container"; key: string; is: Container }
  | { kind: "image"; key: string; is: Image }
  | { kind: "volume"; key: string; is: Volume }
  | { kind: "network"; key: string; is: Network };

export const containerKey = (id: string) => `container:${id}`;
export const imageKey = (id: string) => `image:${id}`;
export const volumeKey = (name: string) => `volume:${name}`;
export const networkKey = (name: string) => `network:${name}`;

export function thingsOf({ containers, images, volumes, networks }: EngineMap): Thing[] {
  return [
    ...networks.map((is): Thing => ({ kind: "network", key: networkKey(is.name), is })),
    ...containers.map((is): Thing => ({ kind: "container", key: containerKey(is.id), is })),
    ...volumes.map((is): Thing => ({ kind: "volume", key: volumeKey(is.name), is })),
    ...images.map((is): Thing => ({ kind: "image", key: imageKey(is.id), is })),
  ];
}

const SHORT = 12;

/** As the docker command shows it, which has short ids for what has no name. */
export function nameOf(thing: Thing): string {
  switch (thing.kind) {
    case "image":
      return thing.is.references[0] ?? shortId(thing.is.id);
    case "volume":
      return thing.is.anonymous ? shortId(thing.is.name) : thing.is.name;
    default:
      return thing.is.name;
  }
}

export function shortId(id: string): string {
  return id.replace(/^sha256:/, "").slice(0, SHORT);
}

/** The networks of the engine itself: they are always there. */
export function isPredefined({ name }: Network): boolean {
  return ["bridge", "host", "none"].includes(name);
}

export function isStopped({ state }: Container): boolean {
  return ["created", "exited", "dead"].includes(state);
}

export function parseMap(value: unknown): EngineMap {
  const map = record(value, "map");
  return {
    containers: list(map["containers"], "containers").map(parseContainer),
    images: list(map["images"], "images").map(parseImage),
    volumes: list(map["volumes"], "volumes").map(parseVolume),
    networks: list(map["networks"], "networks").map(parseNetwork),
  };
}

function parseContainer(value: unknown): Container {
  const container = record(value, "container");
  return {
    id: text(container["id"], "container.id"),
    name: text(container["name"], "container.name"),
    image: text(container["image"], "container.image"),
    imageId: text(container["image_id"], "container.image_id"),
    state: text(container["state"], "container.state"),
    exitCode: container["exit_code"] == null ? null : number(container["exit_code"], "container.exit_code"),
    health: optionalText(container["health"], "container.health"),
    command: texts(container["command"], "container.command"),
    env: texts(container["env"], "container.env"),
    restart: text(record(container["setup"], "container.setup")["restart"], "container.restart"),
    ports: portsOf(list(container["ports"], "container.ports").map(parsePort)),
    mounts: list(container["mounts"], "container.mounts").map((value) => {
      const mount = record(value, "mount");
      return {
        kind: text(mount["kind"], "mount.kind"),
        source: text(mount["source"], "mount.source"),
        target: text(mount["target"], "mount.target"),
        readOnly: mount["read_only"] === true,
      };
    }),
    networks: list(container["networks"], "container.networks").map((value) => {
      const attachment = record(value, "attachment");
      return {
        network: text(attachment["network"], "attachment.network"),
        aliases: texts(attachment["aliases"], "attachment.aliases"),
        address: text(attachment["address"], "attachment.address"),
      };
    }),
  };
}

function parsePort(value: unknown): Port {
  const port = record(value, "port");
  return {
    container: number(port["container"], "port.container"),
    host: number(port["host"], "port.host"),
    protocol: text(port["protocol"], "port.protocol"),
  };
}

/** A port that is published for both versions of IP is one port to whoever reads. */
function portsOf(ports: Port[]): Port[] {
  const same = (one: Port) => (other: Port) => one.host === other.host && one.container === other.container && one.protocol === other.protocol;
  return ports.filter((port, number) => ports.findIndex(same(port)) === number);
}

function parseImage(value: unknown): Image {
  const image = record(value, "image");
  const details = record(image["details"], "image.details");
  return {
    id: text(image["id"], "image.id"),
    references: texts(image["references"], "image.references"),
    size: number(image["size"], "image.size"),
    command: texts(details["command"], "image.command"),
    exposes: list(details["exposes"], "image.exposes").map((port) => number(port, "image.exposes")),
    layers: list(image["layers"], "image.layers").map((value) => {
      const layer = record(value, "layer");
      return {
        digest: text(layer["digest"], "layer.digest"),
        size: layer["size"] == null ? null : number(layer["size"], "layer.size"),
        madeBy: optionalText(layer["made_by"], "layer.made_by"),
      };
    }),
  };
}

function parseVolume(value: unknown): Volume {
  const volume = record(value, "volume");
  const name = text(volume["name"], "volume.name");
  return { name, driver: text(volume["driver"], "volume.driver"), anonymous: /^[0-9a-f]{64}$/.test(name) };
}

function parseNetwork(value: unknown): Network {
  const network = record(value, "network");
  return {
    name: text(network["name"], "network.name"),
    driver: text(network["driver"], "network.driver"),
    subnets: texts(network["subnets"], "network.subnets"),
    internal: network["internal"] === true,
  };
}

function texts(value: unknown, name: string): string[] {
  return list(value, name).map((item) => text(item, name));
}
