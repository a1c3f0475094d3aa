/** The diagrams of the guide are those that the library draws. */
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { clientLifecycle, complaintLifecycle, contractLifecycle, orderLifecycle, salesCycle, toMermaid } from "../../src/lifecycle/index.js";
import type { Lifecycle } from "../../src/lifecycle/index.js";

const drawn: readonly (readonly [string, Lifecycle])[] = [
  ["client", clientLifecycle()],
  ["sales cycle", salesCycle()],
  ["contract", contractLifecycle()],
  ["order", orderLifecycle()],
  ["complaint", complaintLifecycle()],
];

test.each(drawn)("the guide draws the %s as it is", (_, lifecycle) => {
  const guide = readFileSync("docs/guides/ready-made-lifecycles.md", "utf8");
  expect(guide).toContain(toMermaid(lifecycle, { stays: false }).trimEnd());
});
