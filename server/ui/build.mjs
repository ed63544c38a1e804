// Bundles src/ into quai.js (an ES module), quai.css, and error.css for the page of that name. The folder is dist/ unless `npm run build -- --outdir=DIR`.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { outdir: { type: "string", default: "dist" } } });

/**
 * xterm.js writes `<style>` elements and `style` attributes, which a strict Content-Security-Policy forbids.
 * Both are turned into their scripted equivalents, which it allows: see src/style-element.ts.
 * A count that changes means that xterm.js changed: the build stops rather than ship half a terminal.
 */
const strictStyles = {
  name: "strict-styles",
  setup(hooks) {
    hooks.onLoad({ filter: /xterm[\\/]lib[\\/]xterm\.mjs$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      const rewrite = (what, pattern, replacement, expected) => {
        const found = contents.match(pattern)?.length ?? 0;
        if (found !== expected) throw new Error(`${what}: ${expected} expected in xterm.js, ${found} found; review strictStyles in build.mjs`);
        contents = contents.replace(pattern, replacement);
      };
      rewrite("<style> elements", /createElement\("style"\)/g, 'createElement("quai-style")', 3);
      rewrite(
        "style attributes",
        /(\w+)\.setAttribute\("style",`\$\{\1\.getAttribute\("style"\)\|\|""\}\$\{(\w+)\};`\)/g,
        '$1.style.cssText+=$2+";"',
        1,
      );
      return { contents, loader: "js" };
    });
  },
};

await build({
  entryPoints: { quai: "src/main.ts", error: "src/css/error.css" },
  outdir: values.outdir,
  bundle: true,
  format: "esm",
  minify: true,
  // The first versions with light-dark() and CSS nesting, on which the style sheets rest.
  target: ["chrome123", "firefox120", "safari17.5"],
  legalComments: "none",
  logLevel: "warning",
  plugins: [strictStyles],
});
