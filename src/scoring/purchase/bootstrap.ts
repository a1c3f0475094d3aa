/**
 * Intervals of parameters by parametric bootstrap: customers are simulated from the fitted model,
 * of the ages that the data have, and the model is fitted again, many times.
 *
 * Not here: intervals from the curvature (`standardErrors` of a fit), which are quicker, and too
 * narrow where there are few customers.
 */
import { fail } from "../../values/errors.js";
import { expectFinite, expectInteger, expectRecord } from "../../values/plain.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { randomSource } from "../numeric/random.js";
import type { FitTask } from "./fit.js";
import { fitPatterns } from "./fit.js";
import type { PurchaseData, PurchaseModel } from "./model.js";
import { collapse } from "./patterns.js";
import type { Patterns } from "./patterns.js";
import { readPurchaseData } from "./read-data.js";
import { readModel } from "./read-model.js";
import { simulated } from "./simulate.js";
import { bgNbdTask, mbgNbdTask, paretoNbdTask } from "./tasks.js";

/** How intervals are sought. @since 0.1.0 */
export interface BootstrapOptions {
  /** A safe integer; the same seed gives the same intervals. */
  readonly seed: number;
  /** Fits, 20 to 10 000; 200 unless named. */
  readonly replications?: number;
  /** Probability that an interval is to cover, above 0 and below 1; 0.95 unless named. */
  readonly level?: number;
}

/** An interval. @since 0.1.0 */
export interface ParameterInterval {
  readonly from: number;
  readonly until: number;
}

/** Intervals by name of parameter, and how the fits ended. @since 0.1.0 */
export interface BootstrapIntervals<Name extends string = string> {
  readonly level: number;
  /** Percentiles over the replications, those at a boundary included. */
  readonly intervals: Readonly<Record<Name, ParameterInterval>>;
  readonly replications: number;
  /** Replications that ended inside. Where many do not, an upper end says "unbounded". */
  readonly converged: number;
  /** Replications at a boundary. */
  readonly boundary: number;
}

/** Names of a model's parameters. @since 0.1.0 */
export type ParameterOf<Model extends PurchaseModel> = keyof Model["parameters"] & string;

const CUSTOMERS_MAX = 10_000_000;

function agesOf(patterns: Patterns): Float64Array {
  if (patterns.customers > CUSTOMERS_MAX) {
    const expected = `at most ${String(CUSTOMERS_MAX)} customers`;
    fail("limits.too_many", "data", expected, patterns.customers);
  }
  const ages = new Float64Array(patterns.customers);
  let place = 0;
  patterns.age.forEach((age, index) => {
    const until = place + (patterns.count[index] as number);
    ages.fill(age, place, until);
    place = until;
  });
  return ages;
}

/** The percentile of sorted values, between neighbours in proportion. */
function percentile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

function bootstrapped<Name extends string>(
  model: PurchaseModel,
  task: FitTask<Name>,
  patterns: Patterns,
  options: Required<BootstrapOptions>,
): BootstrapIntervals<Name> {
  const { seed, replications, level } = options;
  const source = randomSource(seed);
  const ages = agesOf(patterns);
  const truth = model.parameters as unknown as Readonly<Record<Name, number>>;
  const start = task.names.map((name) => logarithm(truth[name]));
  const values = task.names.map((): number[] => []);
  let converged = 0;
  let boundary = 0;
  for (let replication = 0; replication < replications; replication += 1) {
    const customers = simulated(model, ages, source);
    const column = (name: "frequency" | "recency" | "age"): Float64Array =>
      Float64Array.from(customers, (customer) => customer[name]);
    const again = collapse({
      frequency: column("frequency"),
      recency: column("recency"),
      age: ages,
      count: new Float64Array(ages.length).fill(1),
    });
    const fit = fitPatterns(task, again, { penalty: 0, iterationsMax: 200 }, { start });
    if (fit.status === "non-finite") continue;
    if (fit.status === "converged") converged += 1;
    if (fit.status === "boundary") boundary += 1;
    task.names.forEach((name, index) => values[index]?.push(fit.parameters[name]));
  }
  const tail = (1 - level) / 2;
  const intervals = task.names.map((name, index): readonly [Name, ParameterInterval] => {
    const sorted = (values[index] ?? []).sort((a, b) => a - b);
    if (sorted.length === 0) return [name, { from: truth[name], until: truth[name] }];
    return [name, { from: percentile(sorted, tail), until: percentile(sorted, 1 - tail) }];
  });
  return {
    level,
    intervals: Object.fromEntries(intervals) as Readonly<Record<Name, ParameterInterval>>,
    replications,
    converged,
    boundary,
  };
}

/**
 * Intervals of a model's parameters by parametric bootstrap, for the customers that it was fitted
 * on: only how many there are, and their ages, is taken from the data. The seed decides; the order
 * of the rows changes nothing. Costs `replications` simulations and fits: about a second for 200
 * of 2 000 customers with BG/NBD.
 *
 * @throws ClienteleError `scoring.empty`, `limits.too_many`, and as `fitBgNbd`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bootstrapPurchaseModel } from "clientele/scoring";
 *
 * const model = { kind: "mbg-nbd", parameters: { r: 0.9, alpha: 6, a: 0.9, b: 2.2 } } as const;
 * const data = [{ frequency: 0, recency: 0, age: 52, count: 500 }];
 * const { intervals } = bootstrapPurchaseModel(model, data, { seed: 1, replications: 20 });
 * assert.ok(intervals.r.from < 0.9 && 0.9 < intervals.r.until);
 * ```
 * @since 0.1.0
 */
export function bootstrapPurchaseModel<Model extends PurchaseModel>(
  model: Model,
  data: PurchaseData,
  options: BootstrapOptions,
): BootstrapIntervals<ParameterOf<Model>>;
export function bootstrapPurchaseModel(
  model: PurchaseModel,
  data: PurchaseData,
  options: BootstrapOptions,
): BootstrapIntervals {
  const checked = readModel(model);
  const patterns = readPurchaseData(data, "data");
  if (patterns.customers === 0) fail("scoring.empty", "data", "at least one customer", 0);
  const record = expectRecord(options, "options", ["seed", "replications", "level"]);
  const level = expectFinite(record["level"] ?? 0.95, "options.level");
  if (level <= 0 || level >= 1) fail("schema.range", "options.level", "above 0 and below 1", level);
  const plan = {
    seed: expectInteger(record["seed"], "options.seed"),
    replications: expectInteger(record["replications"] ?? 200, "options.replications", 20, 10_000),
    level,
  };
  if (checked.kind === "pareto-nbd") return bootstrapped(checked, paretoNbdTask, patterns, plan);
  const task = checked.kind === "bg-nbd" ? bgNbdTask : mbgNbdTask;
  return bootstrapped(checked, task, patterns, plan);
}
