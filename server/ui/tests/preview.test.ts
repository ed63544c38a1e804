import assert from "node:assert/strict";
import { test } from "node:test";
import { leadsTo, previewOf } from "../src/preview-address.ts";

const here = new URL("http://127.0.0.1:9090/fr/");

test("a port has an address of its own beside the course", () => {
  assert.equal(previewOf("abc", 8080, here), "http://p8080-abc.localhost:9090/");
  assert.equal(previewOf("abc", 8080, new URL("http://localhost/fr/")), "http://p8080-abc.localhost/");
});

test("a link that was printed in a sandbox leads into the sandbox", () => {
  assert.equal(leadsTo("http://localhost:8080/a?b=c#d", "abc", here), "http://p8080-abc.localhost:9090/a?b=c#d");
  assert.equal(leadsTo("http://127.0.0.1", "abc", here), "http://p80-abc.localhost:9090/");
  for (const other of ["https://docs.docker.com/", "http://example.org:8080/", "https://localhost/", "no address"]) {
    assert.equal(leadsTo(other, "abc", here), other);
  }
  assert.equal(leadsTo("http://localhost:8080/", null, here), "http://localhost:8080/");
});
