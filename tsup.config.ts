import { mkdirSync, rmSync, writeFileSync } from "node:fs";

import { defineConfig } from "tsup";
import type { Options } from "tsup";

const folders = [
  "values",
  "conditions",
  "scales",
  "lifecycle",
  "pricing",
  "bonus",
  "scoring",
  "risk",
  "loyalty",
  "review",
];
const paths = folders.flatMap((folder) => [`${folder}/index`, `${folder}/schema`]);
const entry = Object.fromEntries(paths.map((path) => [path, `src/${path}.ts`]));

// What an earlier build left, chunks of other names above all, would be packed with the rest.
rmSync("dist", { recursive: true, force: true });

/**
 * The root exports each subpath as a namespace. It is written here and not bundled, as the
 * bundler of declarations takes the types of a namespace for values.
 */
function writeRoot(): Promise<void> {
  const esm = (extension: string): string =>
    folders.map((folder) => `export * as ${folder} from "./${folder}/index.${extension}";\n`).join("");
  const cjs = folders.map((folder) => `exports.${folder} = require("./${folder}/index.cjs");\n`).join("");
  mkdirSync("dist", { recursive: true });
  writeFileSync("dist/index.js", esm("js"));
  writeFileSync("dist/index.d.ts", esm("js"));
  writeFileSync("dist/index.d.cts", esm("cjs"));
  writeFileSync("dist/index.cjs", `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n${cjs}`);
  return Promise.resolve();
}

const shared: Options = {
  entry,
  target: "es2022",
  platform: "neutral",
  // tsup 8.5 sets an option that TypeScript 6 deprecates.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  sourcemap: true,
  // The sources are in the package, once: the maps point to them.
  esbuildOptions: (options) => {
    options.sourcesContent = false;
  },
  outDir: "dist",
  onSuccess: writeRoot,
};

export default defineConfig([
  { ...shared, format: "esm", splitting: true },
  // Splitting writes paths of the build machine into the source maps of CommonJS: each entry
  // stands alone there, which is why nothing in src/ relies on identity or `instanceof`.
  { ...shared, format: "cjs", splitting: false },
]);
