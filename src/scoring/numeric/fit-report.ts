/**
 * What every maximum-likelihood fit of this folder reports, and how it is made from a minimum.
 *
 * Not here: the likelihoods.
 */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { hessianAt } from "./hessian.js";
import type { Minimum, Objective } from "./minimise.js";
import type { SquareMatrix } from "./square-matrix.js";

/**
 * How a fit ended.
 *
 * - `converged`: a maximum with positive curvature in every direction.
 * - `boundary`: the likelihood still rises, or is flat, where a parameter leaves for zero or
 *   infinity: the data do not identify all parameters. The parameters given are finite and as
 *   likely as any, but only combinations of them mean something.
 * - `max-iterations`: neither after all steps.
 * - `non-finite`: the likelihood has no value at any start.
 *
 * @since 0.1.0
 */
export type FitStatus = "converged" | "boundary" | "max-iterations" | "non-finite";

/**
 * The report of a fit by maximum likelihood; plain JSON, without NaN or Infinity.
 *
 * @typeParam Name - names of the parameters
 * @since 0.1.0
 */
export interface FitReport<Name extends string = string> {
  readonly status: FitStatus;
  /** Log-likelihood at the parameters, without the penalty; null for `non-finite`. */
  readonly logLikelihood: number | null;
  /** 2k − 2 ln L; null for `non-finite`. */
  readonly aic: number | null;
  /** k ln n − 2 ln L; null for `non-finite`. */
  readonly bic: number | null;
  /** Customers, identical ones counted each. */
  readonly customers: number;
  /** Distinct rows of facts: what each step costs. */
  readonly patterns: number;
  /**
   * Standard errors from the curvature at the maximum (observed information in logarithms, by
   * the delta method); null where the status is not `converged`.
   */
  readonly standardErrors: Readonly<Record<Name, number>> | null;
  /** Parameters that the data do not bound, by name; empty where the status is `converged`. */
  readonly unidentified: readonly Name[];
  /** Largest entry of the gradient per customer, in logarithms of the parameters. */
  readonly gradientMax: number | null;
  readonly iterations: number;
  /** Evaluations of the likelihood on all patterns, all starts together. */
  readonly evaluations: number;
}

/** What a report is made from. @internal */
export interface FitFacts<Name extends string> {
  /** Mean negative log-likelihood per customer (with the penalty), by logarithms. */
  readonly objective: Objective;
  readonly minimum: Minimum;
  readonly names: readonly Name[];
  readonly customers: number;
  readonly patterns: number;
  /** Log-likelihood of all customers at the minimum, without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly evaluations: number;
}

/**
 * A direction in which all data together say less than this (a standard error above 8 in
 * logarithms, two of which are the whole range in which parameters are sought) is not identified.
 */
const INFORMATION_MIN = 1 / 64;
/** A parameter takes part in a flat direction from this share on. */
const PART_MIN = 0.1;

interface Curvature {
  readonly covariance: SquareMatrix | null;
  readonly flat: ReadonlySet<number>;
}

function curvatureOf<Name extends string>(facts: FitFacts<Name>): Curvature {
  const flat = new Set<number>();
  // Fewer customers than parameters identify nothing, whatever the curvature says.
  const isShort = facts.customers < facts.names.length;
  facts.minimum.atBound.forEach((isHeld, index) => {
    if (isHeld || isShort) flat.add(index);
  });
  const hessian = hessianAt(facts.objective, facts.minimum.point);
  if (hessian === null) return { covariance: null, flat };
  const information = hessian.map((entry) => entry * facts.customers);
  const { values, vectors } = information.eigen();
  values.forEach((value, index) => {
    if (value >= INFORMATION_MIN) return;
    vectors[index]?.forEach((part, parameter) => {
      if (Math.abs(part) >= PART_MIN) flat.add(parameter);
    });
  });
  return { covariance: flat.size > 0 ? null : information.inverse(), flat };
}

/**
 * The report of a minimum. `scale` multiplies a parameter's standard error: 1, or the unit of
 * time in which it was fitted.
 *
 * @internal
 */
export function fitReport<Name extends string>(
  facts: FitFacts<Name>,
  scale: (name: Name) => number = () => 1,
): FitReport<Name> {
  const { minimum, names, customers, patterns, iterations, evaluations } = facts;
  const base = { customers, patterns, iterations, evaluations };
  if (minimum.status === "non-finite" || !Number.isFinite(facts.logLikelihood)) {
    return {
      ...base,
      status: "non-finite",
      logLikelihood: null,
      aic: null,
      bic: null,
      standardErrors: null,
      unidentified: [...names],
      gradientMax: null,
    };
  }
  const { covariance, flat } = curvatureOf(facts);
  const status = flat.size > 0 ? "boundary" : minimum.status;
  const errorOf = (index: number, name: Name): number =>
    Math.sqrt(covariance?.at(index, index) ?? 0) *
    exponential(minimum.point[index] as number) *
    scale(name);
  const known = status === "converged" && covariance !== null;
  return {
    ...base,
    status,
    logLikelihood: facts.logLikelihood,
    aic: 2 * names.length - 2 * facts.logLikelihood,
    bic: names.length * logarithm(customers) - 2 * facts.logLikelihood,
    standardErrors: known
      ? (Object.fromEntries(names.map((name, index) => [name, errorOf(index, name)])) as Readonly<
          Record<Name, number>
        >)
      : null,
    unidentified: names.filter((_, index) => flat.has(index)),
    gradientMax: minimum.gradientMax,
  };
}
