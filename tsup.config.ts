import { existsSync } from "node:fs";

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
const paths = ["index", ...folders.flatMap((folder) => [`${folder}/index`, `${folder}/schema`])];
const entry = Object.fromEntries(
  paths.filter((path) => existsSync(`src/${path}.ts`)).map((path) => [path, `src/${path}.ts`]),
);

const shared: Options = {
  entry,
  target: "es2022",
  platform: "neutral",
  // tsup 8.5 sets an option that TypeScript 6 deprecates.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  sourcemap: true,
  outDir: "dist",
};

export default defineConfig([
  { ...shared, format: "esm", splitting: true },
  // Splitting writes paths of the build machine into the source maps of CommonJS: each entry
  // stands alone there, which is why nothing in src/ relies on identity or `instanceof`.
  { ...shared, format: "cjs", splitting: false },
]);
