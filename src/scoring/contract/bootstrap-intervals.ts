/**
 * Intervals of parameters from many fits of simulated data: what the parametric bootstraps of
 * contracts, occasions and spend have in common. Not here: what is simulated, and how it is fitted.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { expectFinite, expectInteger, expectRecord } from "../../values/plain.js";
import type { FitStatus } from "../numeric/fit-report.js";
import { randomSource } from "../numeric/random.js";
import type { RandomSource } from "../numeric/random.js";
import type {
  BootstrapIntervals,
  BootstrapOptions,
  ParameterInterval,
} from "../purchase/bootstrap.js";

const CLIENTS_MAX = 10_000_000;

/** Options with their defaults (`schema.*`). @internal */
export function readBootstrapOptions(options: BootstrapOptions): Required<BootstrapOptions> {
  const record = expectRecord(options, "options", ["seed", "replications", "level"]);
  const seed = expectInteger(record["seed"], "options.seed");
  const given = record["replications"] ?? 200;
  const replications = expectInteger(given, "options.replications", 20, 10_000);
  const level = expectFinite(record["level"] ?? 0.95, "options.level");
  if (level <= 0 || level >= 1) fail("schema.range", "options.level", "above 0 and below 1", level);
  return { seed, replications, level };
}

/** Demands as many clients as a simulation may have (`limits.too_many`). @internal */
export function expectClients(clients: number, path: string): number {
  if (clients > CLIENTS_MAX) {
    fail("limits.too_many", path, `at most ${String(CLIENTS_MAX)} clients in all`, clients);
  }
  return clients;
}

/** The percentile of sorted values, between neighbours in proportion. */
function percentile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = itemAt(sorted, Math.floor(place));
  const above = itemAt(sorted, Math.ceil(place));
  return below + (above - below) * (place - Math.floor(place));
}

/** What a fit of simulated data gives. @internal */
export interface Refit<Name extends string> {
  readonly status: FitStatus;
  readonly parameters: Readonly<Record<Name, number>>;
}

/** Intervals over so many simulations and fits. @internal */
export function bootstrapIntervals<Name extends string>(
  names: readonly Name[],
  { seed, replications, level }: Required<BootstrapOptions>,
  refit: (source: RandomSource) => Refit<Name>,
): BootstrapIntervals<Name> {
  const source = randomSource(seed);
  const fits = Array.from({ length: replications }, () => refit(source));
  const tail = (1 - level) / 2;
  const intervals = names.map((name): readonly [Name, ParameterInterval] => {
    const sorted = fits.map(({ parameters }) => parameters[name]).sort((a, b) => a - b);
    return [name, { from: percentile(sorted, tail), until: percentile(sorted, 1 - tail) }];
  });
  const endedAs = (status: FitStatus): number =>
    fits.filter((fit) => fit.status === status).length;
  return {
    level,
    intervals: Object.fromEntries(intervals) as Readonly<Record<Name, ParameterInterval>>,
    replications,
    converged: endedAs("converged"),
    boundary: endedAs("boundary"),
  };
}
