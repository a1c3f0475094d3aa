/**
 * The packed tarball in an empty folder, as a user gets it: loaded by every supported Node, as
 * ESM and as CommonJS, and type-checked by every supported TypeScript.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const NODES = ["20", "22", "24", "26"];
const TYPESCRIPTS = ["5.9", "6.0", "7.0"];

const folder = mkdtempSync(path.join(tmpdir(), "clientele-matrix-"));
let passed = 0;
let failed = 0;

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, [...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function check(name: string, action: () => void): void {
  try {
    action();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    console.log(`FAIL  ${name}\n${message}\n${stdout}\n${stderr}`);
  }
}

/** The subpaths whose code is in the package. */
function subpaths(): string[] {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as { exports: Record<string, { import?: { default: string } }> };
  return Object.entries(exports)
    .filter(([, target]) => target.import !== undefined && existsSync(target.import.default))
    .map(([name]) => name.replace(/^\./, "clientele"));
}

const SMOKE = `
const { add, money } = values;
if (add(money("0.10", "EUR"), money("0.20", "EUR")).amount !== "0.30") throw new Error("wrong sum");
try {
  money("1.005", "EUR");
  throw new Error("a thousandth of a euro was taken");
} catch (error) {
  if (error.code !== "money.scale") throw error;
}
`;

const TYPED = `
import { add, money } from "clientele/values";
import type { Money } from "clientele/values";
import { compileCondition } from "clientele/conditions";
import * as clientele from "clientele";

const total: Money<"EUR"> = add(money("1", "EUR"), money("2", "EUR"));
// @ts-expect-error euro and dollar are not added
add(money("1", "EUR"), money("2", "USD"));
const holds: boolean = compileCondition({ fact: "a", operator: "equal", value: 1 }).holds({ a: 1 });
const same: Money<"EUR"> = clientele.values.add(total, total);
export { holds, same };
`;

try {
  const tarball = run("npm", ["pack", "--silent", "--pack-destination", folder], process.cwd()).trim().split("\n").at(-1) ?? "";
  const app = path.join(folder, "app");
  mkdirSync(app);
  writeFileSync(path.join(app, "package.json"), JSON.stringify({ name: "app", private: true, type: "module" }));
  run("npm", ["install", "--no-audit", "--no-fund", "--silent", path.join(folder, tarball)], app);
  const names = subpaths();
  const esm = names.map((name) => `await import(${JSON.stringify(name)});`).join("\n");
  const cjs = names.map((name) => `require(${JSON.stringify(name)});`).join("\n");
  writeFileSync(path.join(app, "smoke.mjs"), `${esm}\nimport * as values from "clientele/values";\n${SMOKE}`);
  writeFileSync(path.join(app, "smoke.cjs"), `${cjs}\nconst values = require("clientele/values");\n${SMOKE}`);
  for (const file of ["typed.mts", "typed.cts"]) writeFileSync(path.join(app, file), TYPED);

  for (const version of NODES) {
    const home = path.join(folder, `node-${version}`);
    mkdirSync(home);
    writeFileSync(path.join(home, "package.json"), "{}");
    check(`Node ${version}`, () => {
      // The package \`node\` brings the binary of its platform as a package of its own.
      const platform = process.platform === "win32" ? "win" : process.platform;
      const binary = `node-${platform}-${process.arch}`;
      run("npm", ["install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", `${binary}@${version}`], home);
      const node = path.join(home, "node_modules", binary, "bin", "node");
      const found = run(node, ["--version"], app).trim();
      if (!found.startsWith(`v${version}.`)) throw new Error(`found ${found}`);
      run(node, ["smoke.mjs"], app);
      run(node, ["smoke.cjs"], app);
    });
  }

  for (const version of TYPESCRIPTS) {
    const home = path.join(folder, `typescript-${version}`);
    mkdirSync(home);
    writeFileSync(path.join(home, "package.json"), "{}");
    check(`TypeScript ${version}`, () => {
      run("npm", ["install", "--no-audit", "--no-fund", "--silent", `typescript@~${version}.0`], home);
      const tsc = path.join(home, "node_modules", ".bin", "tsc");
      const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
      run(tsc, [...options.slice(0, -2), "typed.mts", "typed.cts"], app);
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
