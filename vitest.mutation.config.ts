/**
 * The tests that Stryker runs: those of the ground floor, with fewer cases per law; or those of
 * the folders that MUTATED names, as in
 * `MUTATED=scoring/ranking npm run mutation -- --mutate 'src/scoring/ranking/*.ts'`.
 */
import { defineConfig } from "vitest/config";

import base from "./vitest.config.js";

process.env["FC_FACTOR"] ??= "0.1";
const folders = (process.env["MUTATED"] ?? "values,conditions,scales").split(",");

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
  },
});
