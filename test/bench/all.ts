/** Runs every benchmark, one after the other: `npm run bench`. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

const only = process.argv[2];
for (const file of readdirSync("test/bench").filter((name) => name.endsWith(".bench.ts")).sort()) {
  if (only !== undefined && !file.startsWith(only)) continue;
  console.log(`\n━━ ${file}`);
  const run = spawnSync("npx", ["tsx", "--tsconfig", "test/tsconfig.json", `test/bench/${file}`], { stdio: "inherit" });
  if (run.status !== 0) process.exitCode = 1;
}
