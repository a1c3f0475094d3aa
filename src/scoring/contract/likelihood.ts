/** The best maximum of a likelihood from several starts, with its report. */
import { exponential } from "../../values/numeric/exponential.js";
import { invariant, itemAt } from "../../values/invariant.js";
import { fitReport } from "../numeric/fit-report.js";
import type { FitReport } from "../numeric/fit-report.js";
import { minimise } from "../numeric/minimise.js";
import type { Minimum, Objective } from "../numeric/minimise.js";

/** A model to be fitted; parameters are sought in logarithms. @internal */
export interface LikelihoodProblem<Name extends string> {
  readonly names: readonly Name[];
  /** Mean negative log-likelihood per customer and its gradient, by logarithms. */
  readonly objective: Objective;
  readonly starts: readonly (readonly number[])[];
  readonly customers: number;
  readonly patterns: number;
  /** Logarithms are sought from −bound to bound; 30 unless named. */
  readonly bound?: number;
  /** What a parameter, and its error, is multiplied by: the unit in which it was fitted. */
  readonly scale?: (name: Name) => number;
  /** What the log-likelihood per customer lacks because of that unit. */
  readonly logUnit?: number;
}

/** @internal */
export interface LikelihoodOptions {
  readonly penalty: number;
  readonly iterationsMax: number;
}

/** Parameters at the maximum and the report. @internal */
export interface LikelihoodFit<Name extends string> {
  readonly parameters: Readonly<Record<Name, number>>;
  readonly report: FitReport<Name>;
}

function penalised(objective: Objective, penalty: number): Objective {
  if (penalty === 0) return objective;
  return (point, gradient) => {
    let value = objective(point, gradient);
    point.forEach((entry, index) => {
      value += penalty * entry * entry;
      gradient[index] = (gradient[index] as number) + 2 * penalty * entry;
    });
    return value;
  };
}

/** Fits by maximum likelihood; a status instead of an exception. @internal */
export function maximumLikelihood<Name extends string>(
  problem: LikelihoodProblem<Name>,
  { penalty, iterationsMax }: LikelihoodOptions,
): LikelihoodFit<Name> {
  const { names, customers, patterns, starts, bound = 30, logUnit = 0 } = problem;
  const scale = problem.scale ?? (() => 1);
  const objective = penalised(problem.objective, penalty);
  let best: Minimum | null = null;
  let evaluations = 0;
  for (const start of starts) {
    const minimum = minimise(objective, start, { iterationsMax, lower: -bound, upper: bound });
    evaluations += minimum.evaluations;
    if (best === null || minimum.value < best.value) best = minimum;
  }
  invariant(best !== null, "a fit without a start");
  const { point, iterations } = best;
  const mean = problem.objective(point, new Float64Array(point.length));
  const logLikelihood = -customers * (mean + logUnit);
  const base = { names, customers, patterns, iterations, evaluations };
  const report = fitReport({ ...base, objective, minimum: best, logLikelihood }, scale);
  const values = Array.from(point, exponential);
  const parameters = Object.fromEntries(
    names.map((name, index) => [name, itemAt(values, index) * scale(name)]),
  ) as Readonly<Record<Name, number>>;
  return { parameters, report };
}
