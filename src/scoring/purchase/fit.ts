/**
 * How purchase models are fitted: units of time, starts, a sample first, the report.
 *
 * Not here: the likelihoods, and what the caller sees (`fit-bg-nbd.ts` and its neighbours).
 */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectInteger, expectRecord } from "../../values/plain.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { fitReport } from "../numeric/fit-report.js";
import type { FitReport } from "../numeric/fit-report.js";
import { hessianAt } from "../numeric/hessian.js";
import { minimise } from "../numeric/minimise.js";
import type { Minimum, MinimiseOptions, Objective } from "../numeric/minimise.js";
import type { PurchaseFitOptions } from "./model.js";
import { readPurchaseData } from "./read-data.js";
import type { Patterns } from "./patterns.js";
import { daysPerUnit } from "./time-unit.js";

/** A likelihood to be maximised. @internal */
export interface FitTask<Name extends string> {
  readonly names: readonly Name[];
  /** Names of the parameters that are times: they scale with the unit. */
  readonly timeNames: readonly Name[];
  readonly likelihood: (patterns: Patterns) => Objective;
  /** Starts in logarithms, for purchases per customer and unit of the longest age. */
  readonly starts: (rate: number) => readonly (readonly number[])[];
}

/** Starts given by the caller, in logarithms of the parameters in the caller's unit. @internal */
export interface WarmStart {
  readonly start: readonly number[];
}

/** Parameters are sought within e^∓16 of one, in units of the longest age. */
const REACH = 16;
/** More patterns than this are first fitted on a sample of so many. */
const SAMPLE = 400;

/** What steers the search of a fit. @internal */
export type SearchOptions = Required<Pick<PurchaseFitOptions, "penalty" | "iterationsMax">>;

/** The options of a fit, checked; the unit of time in days, where it is named. @internal */
export function readFitOptions(options: unknown): SearchOptions & { readonly days?: number } {
  const record = expectRecord(options, "options", ["penalty", "iterationsMax", "timeUnit"]);
  const penalty =
    record["penalty"] === undefined ? 0 : expectFinite(record["penalty"], "options.penalty");
  if (penalty < 0) fail("schema.range", "options.penalty", "a number from 0", penalty);
  const given = record["iterationsMax"];
  const iterationsMax =
    given === undefined ? 200 : expectInteger(given, at("options", "iterationsMax"), 1, 100_000);
  const unit = record["timeUnit"];
  if (unit === undefined) return { penalty, iterationsMax };
  return { penalty, iterationsMax, days: daysPerUnit(unit, "options.timeUnit") };
}

/** The same patterns with time in units of the longest age. */
function inUnits(patterns: Patterns, unit: number): Patterns {
  const over = (column: Float64Array): Float64Array => column.map((time) => time / unit);
  return { ...patterns, recency: over(patterns.recency), age: over(patterns.age) };
}

/** A sample of patterns at even steps through the customers, in the order of the patterns. */
function sampleOf(patterns: Patterns): Patterns {
  const { size, count, customers } = patterns;
  const step = customers / SAMPLE;
  const places: number[] = [];
  const weights: number[] = [];
  let reached = 0;
  let taken = 0;
  for (let index = 0; index < size; index += 1) {
    reached += count[index] as number;
    const until = Math.floor(reached / step + 0.5);
    if (until === taken) continue;
    places.push(index);
    weights.push(until - taken);
    taken = until;
  }
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from(places, (place) => column[place] as number);
  return {
    size: places.length,
    frequency: pick(patterns.frequency),
    recency: pick(patterns.recency),
    age: pick(patterns.age),
    count: Float64Array.from(weights),
    customers: taken,
  };
}

function withPenalty(objective: Objective, penalty: number): Objective {
  if (penalty === 0) return objective;
  return (point, gradient) => {
    let value = objective(point, gradient);
    for (let index = 0; index < point.length; index += 1) {
      const entry = point[index] as number;
      value += penalty * entry * entry;
      gradient[index] = (gradient[index] as number) + 2 * penalty * entry;
    }
    return value;
  };
}

interface Search {
  minimum: Minimum | null;
  iterations: number;
  evaluations: number;
}

function keepBetter(search: Search, found: Minimum): void {
  search.iterations += found.iterations;
  search.evaluations += found.evaluations;
  const best = search.minimum;
  const isWorse =
    best !== null &&
    (best.value < found.value || (best.value === found.value && best.status === "converged"));
  if (!isWorse && (found.status !== "non-finite" || best === null)) search.minimum = found;
}

/** Whether a minimum is inside, with curvature in every direction. */
function isInside(objective: Objective, minimum: Minimum, customers: number): boolean {
  if (minimum.status !== "converged" || minimum.atBound.some(Boolean)) return false;
  const values = hessianAt(objective, minimum.point)?.eigen().values;
  return values !== undefined && (values[0] ?? 0) * customers > 1e-2;
}

/**
 * From all starts where there are few patterns. Where there are many, the starts are tried on a
 * sample, and the whole is then searched from the sample's best, which takes few steps; if that
 * does not end inside, from all starts.
 */
function searched(
  patterns: Patterns,
  likelihood: (patterns: Patterns) => Objective,
  starts: readonly (readonly number[])[],
  limits: MinimiseOptions,
): Minimum & { readonly evaluations: number; readonly iterations: number } {
  const whole = likelihood(patterns);
  const search: Search = { minimum: null, iterations: 0, evaluations: 0 };
  if (patterns.size > 2 * SAMPLE && starts.length > 1) {
    const sample = likelihood(sampleOf(patterns));
    const trial: Search = { minimum: null, iterations: 0, evaluations: 0 };
    for (const start of starts) {
      keepBetter(trial, minimise(sample, start, { ...limits, gradientMax: 1e-6 }));
    }
    const best = trial.minimum;
    if (best !== null && isInside(sample, best, SAMPLE)) {
      const inverse = hessianAt(sample, best.point)?.inverse() ?? null;
      const known = inverse === null ? {} : { inverseHessian: inverse };
      keepBetter(search, minimise(whole, best.point, { ...limits, ...known }));
      const found = search.minimum;
      if (found?.status === "converged" && !found.atBound.some(Boolean)) {
        return { ...found, iterations: search.iterations, evaluations: search.evaluations };
      }
    }
  }
  for (const start of starts) keepBetter(search, minimise(whole, start, limits));
  const found = search.minimum as Minimum;
  return { ...found, iterations: search.iterations, evaluations: search.evaluations };
}

function sumOf(counts: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < counts.length; index += 1) {
    sum += (counts[index] as number) * (values[index] as number);
  }
  return sum;
}

function longestAge(patterns: Patterns): number {
  let longest = 0;
  for (const age of patterns.age) if (age > longest) longest = age;
  return longest === 0 ? 1 : longest;
}

/**
 * Fits a model to data: the parameters and the report, ready to be spread into a model.
 *
 * @throws ClienteleError `scoring.empty` for no customer, and as `readPurchaseData`
 * @internal
 */
export function fitModel<Name extends string>(
  task: FitTask<Name>,
  data: unknown,
  options: unknown,
  warm?: WarmStart,
): { readonly parameters: Readonly<Record<Name, number>> } & FitReport<Name> {
  const { penalty, iterationsMax, days } = readFitOptions(options);
  const patterns = readPurchaseData(data, "data", days);
  if (patterns.customers === 0) fail("scoring.empty", "data", "at least one customer", 0);
  return fitPatterns(task, patterns, { penalty, iterationsMax }, warm);
}

/** The same for patterns. @internal */
export function fitPatterns<Name extends string>(
  task: FitTask<Name>,
  patterns: Patterns,
  { penalty, iterationsMax }: SearchOptions,
  warm?: WarmStart,
): { readonly parameters: Readonly<Record<Name, number>> } & FitReport<Name> {
  const { names, timeNames } = task;
  const unit = longestAge(patterns);
  const logUnit = logarithm(unit);
  const scaled = inUnits(patterns, unit);
  const purchases = sumOf(patterns.count, patterns.frequency);
  const exposure = Math.max(sumOf(scaled.count, scaled.age), 1e-9 * scaled.customers);
  const rate = Math.max(purchases, 0.5) / exposure;
  const isTime = names.map((name) => timeNames.includes(name));
  const penalised = (some: Patterns): Objective => withPenalty(task.likelihood(some), penalty);
  const starts =
    warm === undefined
      ? task.starts(rate)
      : [warm.start.map((entry, index) => (isTime[index] === true ? entry - logUnit : entry))];
  const limits = { iterationsMax, lower: -REACH, upper: REACH };
  const minimum = searched(scaled, penalised, starts, limits);
  const plain = task.likelihood(scaled)(minimum.point, new Float64Array(names.length));
  const report = fitReport(
    {
      objective: penalised(scaled),
      minimum,
      names,
      customers: patterns.customers,
      patterns: patterns.size,
      // Time in other units is another density of each purchase's moment.
      logLikelihood: -plain * patterns.customers - purchases * logUnit,
      iterations: minimum.iterations,
      evaluations: minimum.evaluations,
    },
    (name) => (timeNames.includes(name) ? unit : 1),
  );
  const parameters = Object.fromEntries(
    names.map((name, index) => [
      name,
      exponential(minimum.point[index] as number) * (isTime[index] === true ? unit : 1),
    ]),
  ) as Readonly<Record<Name, number>>;
  return { parameters, ...report };
}
