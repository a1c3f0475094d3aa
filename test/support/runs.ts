/** How many cases a property sees: a fixed seed in the gate, a fresh one in a long run. */
import type { Parameters } from "fast-check";

const environment = process.env;

/**
 * Parameters of `fc.assert`: `usual` cases in the gate, `usual × FC_FACTOR` in a long run.
 * FC_SEED and FC_PATH replay a counterexample.
 */
export function runs<T>(usual: number): Parameters<T> {
  const factor = Number(environment["FC_FACTOR"] ?? "1");
  const parameters: Parameters<T> = {
    numRuns: Math.max(10, Math.round(usual * factor)),
    seed: environment["FC_SEED"] === "fresh" ? Date.now() % 2 ** 31 : Number(environment["FC_SEED"] ?? "20261123"),
  };
  if (environment["FC_PATH"] !== undefined) parameters.path = environment["FC_PATH"];
  return parameters;
}

/**
 * How often a kind of input is to be seen at least: in proportion to the number of runs, and
 * half of that in a short run, where chance weighs more.
 */
export function seenMin(usual: number): number {
  const factor = Number(environment["FC_FACTOR"] ?? "1");
  return factor < 1 ? (usual * factor) / 2 : usual;
}
