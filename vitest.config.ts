import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^clientele\/([a-z]+)\/schema$/, replacement: source("$1/schema.ts") },
      { find: /^clientele\/([a-z]+)$/, replacement: source("$1/index.ts") },
      { find: /^clientele$/, replacement: source("index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/generated/**", "**/node_modules/**"],
    pool: "threads",
    // The library has no state, so files of tests may share its modules; loading them anew for
    // each file took more time than the tests.
    isolate: false,
    testTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["src/values/**/*.ts", "src/conditions/**/*.ts", "src/scales/**/*.ts"],
      exclude: ["src/**/index.ts", "src/**/model.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: {
        "src/values/**": { branches: 100 },
        "src/conditions/**": { branches: 100 },
        "src/scales/**": { branches: 100 },
      },
    },
  },
});
