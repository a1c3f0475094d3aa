/** Time to import each subpath of the built package in a fresh process; run after the build. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

import { median } from "./support.js";

const ROUNDS = 7;
const subpaths = ["values", "conditions", "scales", "lifecycle", "pricing", "bonus", "scoring", "risk", "loyalty", "review", "values/schema", "review/schema"];

function start(module: string): number {
  const code = `const begun = performance.now(); await import(${JSON.stringify(module)}); console.log(performance.now() - begun);`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" }));
}

if (!existsSync("dist")) {
  console.log("  nothing is built: npm run build");
  process.exit();
}
console.log("\nmilliseconds to import, median of a fresh process");
const modules = [...subpaths.map((name) => `./dist/${name.endsWith("schema") ? name : `${name}/index`}.js`), "zod", "decimal.js", "date-fns"];
for (const module of modules) {
  const times = Array.from({ length: ROUNDS }, () => start(module));
  console.log(`  ${module.padEnd(30)} ${median(times).toFixed(1).padStart(8)} ms`);
}
