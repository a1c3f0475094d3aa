/**
 * What it costs to import each subpath: bundled, minified, gzipped; held to a budget. And that
 * importing one capability pulls in no other, and no schema library.
 */
import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const kB = 1024;
/** Budget in bytes, minified and gzipped, dependencies included. */
const BUDGET: Readonly<Record<string, number>> = {
  values: 30 * kB,
  conditions: 24 * kB,
  scales: 26 * kB,
  lifecycle: 56 * kB,
  pricing: 70 * kB,
  bonus: 60 * kB,
  scoring: 130 * kB,
  risk: 80 * kB,
  loyalty: 60 * kB,
  review: 230 * kB,
};
/** Which folders of src/ a capability may contain. */
const MAY_CONTAIN: Readonly<Record<string, readonly string[]>> = {
  values: [],
  conditions: ["values"],
  scales: ["values"],
  lifecycle: ["values", "conditions", "scales"],
  pricing: ["values", "conditions", "scales"],
  bonus: ["values", "conditions", "scales", "pricing"],
  scoring: ["values", "conditions", "scales"],
  risk: ["values", "conditions", "scales", "scoring"],
  loyalty: ["values", "conditions", "scales"],
  review: ["values", "conditions", "scales", "lifecycle", "pricing", "bonus", "scoring", "risk", "loyalty"],
};

interface Cost {
  readonly bytes: number;
  readonly inputs: readonly string[];
}

async function costOf(entry: string): Promise<Cost> {
  const result = await build({
    stdin: { contents: `export * from "./${entry}";`, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const output = Object.values(result.metafile.outputs)[0];
  const inputs = Object.entries(output?.inputs ?? {}).filter(([, use]) => use.bytesInOutput > 0);
  const text = result.outputFiles[0]?.contents ?? new Uint8Array();
  return { bytes: gzipSync(text).length, inputs: inputs.map(([name]) => name) };
}

let failures = 0;
for (const [folder, budget] of Object.entries(BUDGET)) {
  const entry = `src/${folder}/index.ts`;
  if (!existsSync(entry)) continue;
  const { bytes, inputs } = await costOf(entry);
  const allowed = [folder, ...(MAY_CONTAIN[folder] ?? [])];
  const strangers = inputs.filter((name) => {
    const own = /^src\/([a-z]+)\//.exec(name)?.[1];
    return own === undefined ? name.includes("node_modules/zod") : !allowed.includes(own);
  });
  const isOver = bytes > budget;
  failures += (isOver ? 1 : 0) + (strangers.length > 0 ? 1 : 0);
  const size = `${(bytes / kB).toFixed(1)} kB`.padStart(9);
  const limit = `${(budget / kB).toFixed(0)} kB`.padStart(7);
  console.log(`clientele/${folder.padEnd(11)}${size} of ${limit}${isOver ? "  OVER" : ""}`);
  if (strangers.length > 0) console.log(`  pulls in ${strangers.slice(0, 10).join(", ")}`);
}
process.exitCode = failures === 0 ? 0 : 1;
