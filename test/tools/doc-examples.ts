/**
 * Turns every ```ts fence of the docstrings in src/, of README.md and of docs/ into a module
 * of its own under test/generated/, with a test that loads it. Each fence is a whole program:
 * it imports what it uses and asserts what it claims.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const OUT = "test/generated";

interface Fence {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

function filesBelow(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !name.startsWith("api"))
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .sort();
}

/** Fences of a Markdown text; `ts no-run` marks one that shows code which is not a program. */
function fencesOf(file: string, text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { line: number; lines: string[]; runs: boolean } | undefined;
  text.split("\n").forEach((line, index) => {
    const mark = /^\s*```(.*)$/.exec(line)?.[1]?.trim();
    if (open !== undefined && mark === "") {
      if (open.runs) fences.push({ file, line: open.line, code: open.lines.join("\n") });
      open = undefined;
    } else if (open === undefined && mark !== undefined) {
      open = { line: index + 1, lines: [], runs: mark === "ts" || mark === "typescript" };
    } else {
      open?.lines.push(line);
    }
  });
  return fences;
}

/** The text of docstrings, on the lines where they stand. */
function docstrings(source: string): string {
  let isInside = false;
  return source
    .split("\n")
    .map((line) => {
      if (/^\s*\/\*\*/.test(line)) isInside = true;
      const text = isInside ? line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, "").replace(/\*\/\s*$/, "") : "";
      if (line.includes("*/")) isInside = false;
      return text;
    })
    .join("\n");
}

const fences = [
  ...filesBelow("src", ".ts").flatMap((file) => fencesOf(file, docstrings(readFileSync(file, "utf8")))),
  ...["README.md", ...filesBelow("docs", ".md")]
    .filter((file) => existsSync(file))
    .flatMap((file) => fencesOf(file, readFileSync(file, "utf8"))),
];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const byFile = new Map<string, Fence[]>();
for (const fence of fences) byFile.set(fence.file, [...(byFile.get(fence.file) ?? []), fence]);

for (const [file, group] of byFile) {
  const name = file.replace(/\.(ts|md)$/, "").replaceAll(/[^a-zA-Z0-9]+/g, "-");
  const tests = group.map((fence) => {
    const module = `${name}.${String(fence.line)}.example`;
    writeFileSync(path.join(OUT, `${module}.ts`), `${fence.code}\nexport {};\n`);
    return `  test("line ${String(fence.line)}", async () => { await import("./${module}.js"); });`;
  });
  const head = `import { describe, test } from "vitest";\n\ndescribe("${file}", () => {\n`;
  writeFileSync(path.join(OUT, `${name}.test.ts`), `${head}${tests.join("\n")}\n});\n`);
}

writeFileSync(
  path.join(OUT, "tsconfig.json"),
  JSON.stringify({
    extends: "../tsconfig.json",
    compilerOptions: {
      noUnusedLocals: false,
      rootDir: "../..",
      paths: {
        clientele: ["../../src/index.ts"],
        "clientele/*/schema": ["../../src/*/schema.ts"],
        "clientele/*": ["../../src/*/index.ts"],
      },
    },
    include: ["*.ts"],
    exclude: ["vitest.config.ts"],
  }),
);
writeFileSync(
  path.join(OUT, "vitest.config.ts"),
  `import base from "../../vitest.config.js";
export default { ...base, test: { ...base.test, include: ["test/generated/*.test.ts"], exclude: [] } };
`,
);
console.log(`${String(fences.length)} examples in ${String(byFile.size)} files`);
