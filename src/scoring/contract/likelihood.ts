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
  const { names, customers, patterns, starts } = problem;
  const objective = penalised(problem.objective, penalty);
  let best: Minimum | null = null;
  let evaluations = 0;
  for (const start of starts) {
    const minimum = minimise(objective, start, { iterationsMax });
    evaluations += minimum.evaluations;
    if (best === null || minimum.value < best.value) best = minimum;
  }
  invariant(best !== null, "a fit without a start");
  const { point, iterations } = best;
  const logLikelihood = -customers * problem.objective(point, new Float64Array(point.length));
  const report = fitReport({
    objective,
    minimum: best,
    names,
    customers,
    patterns,
    logLikelihood,
    iterations,
    evaluations,
  });
  const parameters = Object.fromEntries(
    names.map((name, index) => [name, exponential(itemAt([...point], index))]),
  ) as Readonly<Record<Name, number>>;
  return { parameters, report };
}
