/** The tests that Stryker runs: those of the ground floor, with fewer cases per law. */
import { defineConfig } from "vitest/config";

import base from "./vitest.config.js";

process.env["FC_FACTOR"] ??= "0.1";

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/values/**/*.test.ts", "test/conditions/**/*.test.ts", "test/scales/**/*.test.ts"],
  },
});
