/**
 * Runs every benchmark, one after the other: `npm run bench`, or `npm run bench -- review` for
 * those whose name begins so. Each is bundled first, as an application is: a loader of TypeScript
 * gives every function its name anew each time it is made, which hot code is not to be charged for.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";

import { buildSync } from "esbuild";

const [only = "", ...others] = process.argv.slice(2);
const folder = "test/generated";
mkdirSync(folder, { recursive: true });
for (const file of readdirSync("test/bench").filter((name) => name.endsWith(".bench.ts")).sort()) {
  if (!file.startsWith(only)) continue;
  console.log(`\n━━ ${file}`);
  const outfile = `${folder}/${file.replace(/ts$/, "mjs")}`;
  buildSync({
    entryPoints: [`test/bench/${file}`],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "es2022",
    tsconfig: "test/tsconfig.json",
    logLevel: "warning",
  });
  const run = spawnSync("node", [outfile, ...others], { stdio: "inherit" });
  if (run.status !== 0) process.exitCode = 1;
}
