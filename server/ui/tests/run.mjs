// Compiles the tests with esbuild, then hands them to node's own runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
// Inside node_modules, so that the results are ignored by everything that ignores packages.
const outdir = join(here, "../node_modules/.cache/quai-tests");
const tests = readdirSync(here).filter((name) => name.endsWith(".test.ts"));

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: tests.map((name) => join(here, name)),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  logLevel: "warning",
});
const files = tests.map((name) => join(outdir, name.replace(/\.ts$/, ".mjs")));
process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
