/** Runs the commands of a check, some side by side, and prints each with its time. */
import { spawn } from "node:child_process";

/** A command and the environment that it needs. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly step: Step;
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

function run(step: Step): Promise<Outcome> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(step.command, {
      shell: true,
      env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...step.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const take = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("close", (code) => {
      resolve({ step, code: code ?? 1, output, seconds: (performance.now() - begun) / 1000 });
    });
  });
}

const TAIL_LINES = 80;

function report({ step, code, output, seconds }: Outcome): void {
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${time}  ${step.name}`);
  const lines = output.trimEnd().split("\n");
  if (code !== 0) console.log(lines.slice(-TAIL_LINES).join("\n"));
}

/** What the runs of the test runner counted, summed over the steps. */
function countTests(output: string): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const line of output.split("\n")) {
    if (!/^\s*Tests\s/.test(line)) continue;
    passed += Number(/(\d+) passed/.exec(line)?.[1] ?? 0);
    failed += Number(/(\d+) failed/.exec(line)?.[1] ?? 0);
  }
  return { passed, failed };
}

/**
 * Runs lanes of steps side by side, the steps of a lane one after the other. Ends with the line
 * `N passed, N failed` that sums up the test runner's own counts.
 */
export async function runLanes(lanes: readonly (readonly Step[])[]): Promise<boolean> {
  const begun = performance.now();
  const outcomes: Outcome[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const step of lane) {
        const outcome = await run(step);
        outcomes.push(outcome);
        report(outcome);
      }
    }),
  );
  const counts = outcomes.map(({ output }) => countTests(output));
  const passed = counts.reduce((total, one) => total + one.passed, 0);
  const failedTests = counts.reduce((total, one) => total + one.failed, 0);
  const failedSteps = outcomes.filter(({ code }) => code !== 0);
  for (const { step } of failedSteps) console.log(`failed: ${step.name}`);
  console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s in all, ${String(outcomes.length)} steps`);
  console.log(`${String(passed)} passed, ${String(Math.max(failedTests, failedSteps.length))} failed`);
  return failedSteps.length === 0;
}
