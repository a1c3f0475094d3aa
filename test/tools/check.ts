/**
 * The checks of the project: `all` is what `npm test` runs, `quick` is the inner loop.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

import { chromiumPath } from "../browser/chromium.js";
import { runLanes } from "./steps.js";
import type { Step } from "./steps.js";

const tsx = "tsx --tsconfig test/tsconfig.json";
const zones = ["America/New_York", "Asia/Tokyo", "Pacific/Apia"];

const types: Step = { name: "types of src", command: "tsc -p tsconfig.json" };
const testTypes: Step = { name: "types of tests and examples", command: "tsc -p test/tsconfig.json" };
const eslint = "eslint --cache --cache-location node_modules/.cache/eslint/";
const lint: Step = { name: "lint", command: `${eslint} src test examples` };

/** Files that differ from the last commit, to be linted in the inner loop. */
function changedFiles(): readonly string[] {
  const listed = execFileSync("git", ["status", "--porcelain", "--no-renames"], { encoding: "utf8" });
  const names = listed.split("\n").map((line) => line.slice(3));
  return names.filter((name) => /^(src|test|examples)\/.*\.ts$/.test(name) && existsSync(name) && !name.includes("generated"));
}

function lintOfChanges(): Step {
  const files = changedFiles().join(" ") || "test/tools/steps.ts";
  return { name: "lint of what changed", command: `${eslint} ${files}` };
}

function tests(zone: string, factor: string, extra = ""): Step {
  return {
    name: `tests under TZ=${zone}`,
    command: `vitest run ${extra}`,
    environment: { TZ: zone, FC_FACTOR: factor },
  };
}

/**
 * The ground floor has to be covered to the last branch by tests of its own. The rest runs without
 * being counted, which takes it half the time.
 */
const groundFloor = ["test/values", "test/conditions", "test/scales"];
const coverage: Step = { ...tests("UTC", "1", `--coverage ${groundFloor.join(" ")}`), name: "tests and coverage of the ground floor" };
const withoutGroundFloor = groundFloor.map((one) => `--exclude '${one}/**'`).join(" ");

/** Tests of numbers alone, and of what prints and draws: no time zone can reach them. */
const withoutTime = [
  ...["baskets", "charts", "contract", "numeric", "portfolio", "purchase", "ranking", "scorecard", "value", "wallet", "weights"].map((one) => `test/scoring/${one}/**`),
  "test/review/records/**",
  "test/browser/**",
  "test/examples/review-real.test.ts",
]
  .map((one) => `--exclude '${one}'`)
  .join(" ");

/** Every example is a program that runs and leaves no error. */
function examples(): Step[] {
  return readdirSync("examples", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`examples/${entry.name}/main.ts`))
    .map(({ name }) => ({ name: `example ${name}`, command: `${tsx} examples/${name}/main.ts` }));
}

/**
 * The pages of the example, opened and read in Chromium. A machine without one says so and goes
 * on; on CI it has to be there.
 */
function browser(): Step {
  const isMissing = chromiumPath() === null;
  if (isMissing && process.env["CI"] !== "true") {
    return { name: "browser: SKIPPED, no Chromium here; install it, or name it with CHROMIUM", command: "true" };
  }
  return {
    name: isMissing ? "browser: no Chromium here, and CI needs it" : "browser",
    command: isMissing ? "false" : "vitest run test/browser",
    environment: { BROWSER_TEST: "1" },
  };
}

const documentation: readonly Step[] = [
  { name: "doc examples: extract", command: `${tsx} test/tools/doc-examples.ts` },
  { name: "doc examples: types", command: "tsc -p test/generated/tsconfig.json" },
  { name: "doc examples: run", command: "vitest run --config test/generated/vitest.config.ts" },
];

const packaging: readonly Step[] = [
  { name: "build", command: "tsup --silent" },
  { name: "publint", command: "publint --strict" },
  { name: "are the types wrong", command: "attw --pack . --profile node16 --format table-flipped" },
  { name: "size and isolation", command: `${tsx} test/tools/size.ts` },
  { name: "unused code and dependencies", command: "npx --yes knip@6.44.2 --no-progress" },
  { name: "documentation", command: "typedoc --logLevel Warn" },
];

const lanes: Readonly<Record<string, () => readonly (readonly Step[])[]>> = {
  // The inner loop: types of all, and lint and tests of what changed, with the laws of the ground
  // floor and of the review in few cases. Everything else is for `npm test`.
  quick: () => [
    [types, lintOfChanges()],
    [
      tests("UTC", "0.1", "test/values test/scales test/review"),
      tests("UTC", "0.1", "--changed --passWithNoTests --exclude test/examples/review-real.test.ts"),
    ],
  ],
  all: () => [
    [types, lint, testTypes, ...packaging, ...documentation, browser(), ...examples()],
    [coverage, tests("UTC", "1", withoutGroundFloor), ...zones.map((zone) => tests(zone, "0.2", withoutTime))],
  ],
};

const wanted = lanes[process.argv[2] ?? "all"];
if (wanted === undefined) throw new Error("say quick or all");
process.exitCode = (await runLanes(wanted())) ? 0 : 1;
