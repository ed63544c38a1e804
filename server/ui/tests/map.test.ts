import assert from "node:assert/strict";
import { test } from "node:test";
import { changesOf } from "../src/map/changes.ts";
import { factsOf } from "../src/map/facts.ts";
import { nameOf, parseMap, thingsOf, type Container, type EngineMap, type Image } from "../src/map/model.ts";
import { doomed } from "../src/map/prune.ts";
import { around, relationsOf, sharedLayers } from "../src/map/relations.ts";
import { wordsFor } from "../src/map/words.ts";

const ANONYMOUS = "0123456789abcdef".repeat(4);

function container(changes: Partial<Container>): Container {
  return {
    id: "c", name: "web", image: "nginx", imageId: "nginx-id", state: "running", exitCode: null, health: null, command: [], ports: [], env: [],
    mounts: [], networks: [], restart: "no", ...changes,
  };
}

function image(changes: Partial<Image>): Image {
  return { id: "nginx-id", references: ["nginx:latest"], size: 30, command: [], exposes: [], layers: [], ...changes };
}

const volume = (name: string) => ({ name, driver: "local", anonymous: name === ANONYMOUS });
const network = (name: string) => ({ name, driver: "bridge", subnets: [], internal: false });
const mount = (source: string) => ({ kind: "volume", source, target: "/data", readOnly: false });
const joins = (name: string) => ({ network: name, aliases: [], address: "" });
const layer = (digest: string, size: number) => ({ digest, size, madeBy: null });

const engine: EngineMap = {
  containers: [
    container({ id: "web", name: "web", networks: [joins("shop")] }),
    container({ id: "old", name: "old", state: "exited", exitCode: 0, imageId: "busybox-id", mounts: [mount(ANONYMOUS)], networks: [joins("back")] }),
  ],
  images: [
    image({ layers: [layer("base", 20), layer("nginx", 10)] }),
    image({ id: "busybox-id", references: ["busybox:latest"], layers: [layer("busybox", 2)] }),
    image({ id: "lost", references: [], layers: [layer("base", 20), layer("mine", 5)] }),
  ],
  volumes: [volume("visits"), volume(ANONYMOUS)],
  networks: [network("back"), network("bridge"), network("shop")],
};

const goes = (prune: Parameters<typeof doomed>[1]) => [...doomed(engine, prune).keys].sort();

test("each prune takes what Docker's own takes", () => {
  assert.deepEqual(goes("container prune"), ["container:old"]);
  assert.deepEqual(goes("image prune"), ["image:lost"]);
  assert.deepEqual(goes("image prune -a"), ["image:lost"]);
  assert.deepEqual(goes("volume prune"), []);
  assert.deepEqual(goes("volume prune -a"), ["volume:visits"]);
  assert.deepEqual(goes("network prune"), ["network:back"]);
});

test("a prune of everything takes containers first, and what only they held", () => {
  assert.deepEqual(goes("system prune"), ["container:old", "image:lost", "network:back"]);
  const all = ["container:old", "image:busybox-id", "image:lost", "network:back", `volume:${ANONYMOUS}`];
  assert.deepEqual(goes("system prune -a --volumes"), all);
});

test("a layer that another image needs gives nothing back", () => {
  assert.equal(doomed(engine, "image prune").bytes, 5);
  assert.equal(doomed(engine, "system prune -a --volumes").bytes, 7);
});

test("shared layers are those of more than one image", () => {
  assert.deepEqual([...sharedLayers(engine.images).keys()], ["base"]);
});

test("what touches a thing is known from either side", () => {
  const relations = relationsOf(engine);
  assert.deepEqual([...around("container:old", relations)].sort(), ["container:old", "image:busybox-id", "network:back", `volume:${ANONYMOUS}`]);
  assert.deepEqual([...around("network:shop", relations)].sort(), ["container:web", "network:shop"]);
});

test("changes tell what came, what went and what runs no more", () => {
  const [web, old] = engine.containers as [Container, Container];
  const after: EngineMap = { ...engine, containers: [{ ...web, state: "exited", exitCode: 137 }], volumes: [...engine.volumes, volume("new")] };
  const changes = changesOf(engine, after);
  const words = wordsFor("fr");
  assert.deepEqual(changes.map((change) => words.change(change)), ["Conteneur old\u00a0: supprimé.", "Conteneur web\u00a0: arrêté.", "Volume new\u00a0: nouveau."]);
  assert.deepEqual(changesOf(engine, engine), []);
  assert.equal(old.name, "old");
});

test("facts tell who holds what", () => {
  const facts = (key: string) => {
    const thing = thingsOf(engine).find((thing) => thing.key === key);
    assert.ok(thing);
    return factsOf(thing, engine, wordsFor("en"));
  };
  assert.deepEqual(facts("network:back").find(({ name }) => name === "members")?.values, ["old"]);
  assert.deepEqual(facts("volume:visits").find(({ name }) => name === "usedBy")?.values, ["unused"]);
  assert.deepEqual(facts("container:old").find(({ name }) => name === "state")?.values, ["stopped (code 0)"]);
  assert.match(facts("image:nginx-id").find(({ name }) => name === "layers")?.values[0] ?? "", /shared with another image/);
});

test("what has no name is called as the docker command calls it", () => {
  const named = thingsOf(engine).map(nameOf);
  assert.ok(named.includes(ANONYMOUS.slice(0, 12)) && named.includes("lost"));
});

test("a map that is none is refused", () => {
  assert.throws(() => parseMap({ containers: [{}], images: [], volumes: [], networks: [] }), /container.id: a text was expected/);
  assert.throws(() => parseMap([]), /map: an object was expected/);
});

test("both languages say everything, and French has its spaces and apostrophes", () => {
  const [fr, en] = [wordsFor("fr"), wordsFor("en")];
  assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
  const said = JSON.stringify(fr) + fr.doom({ container: 2, image: 1, volume: 0, network: 2 }, "5\u00a0Mo") + fr.details("web");
  assert.doesNotMatch(said, /[^\u00a0"][:;?!»](\s|$)|«[^\u00a0]|'/);
  assert.match(said, /2 conteneurs, 1 image, 2 réseaux \(5\u00a0Mo libérés\)/);
  assert.equal(en.size(23_400_000), "23\u00a0MB");
  assert.equal(fr.size(1_540_000), "1,5\u00a0Mo");
});
