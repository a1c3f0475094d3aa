/** The doors of the models of this folder. */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectInteger, expectOneOf, expectRecord } from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import type {
  BgBbModel,
  BgBbParameters,
  ContractFitOptions,
  OccasionHistory,
  SbgModel,
  SbgParameters,
} from "./model.js";

/** Occasions and renewals that are looked at, at most. */
export const PERIODS_MAX = 10_000;
const PARAMETER_MIN = 1e-14;
const PARAMETER_MAX = 1e14;
const ITERATIONS_MAX = 10_000;

function readParameter(parameters: UnknownRecord, name: string): number {
  const path = at("model.parameters", name);
  const value = expectFinite(parameters[name], path);
  if (value < PARAMETER_MIN || value > PARAMETER_MAX) {
    fail("schema.range", path, "a number from 1e-14 to 1e14", value);
  }
  return value;
}

function parametersOf(model: unknown, kind: string): UnknownRecord {
  // A fit is a model with its report: other members are let through.
  const record = expectRecord(model, "model");
  expectOneOf(record["kind"], "model.kind", [kind]);
  return expectRecord(record["parameters"], "model.parameters");
}

/** The parameters of a model (`schema.*`). @internal */
export function readSbg(model: SbgModel): SbgParameters {
  const parameters = parametersOf(model, "sbg");
  return { alpha: readParameter(parameters, "alpha"), beta: readParameter(parameters, "beta") };
}

/** The parameters of a model (`schema.*`). @internal */
export function readBgBb(model: BgBbModel): BgBbParameters {
  const parameters = parametersOf(model, "bg-bb");
  return {
    alpha: readParameter(parameters, "alpha"),
    beta: readParameter(parameters, "beta"),
    gamma: readParameter(parameters, "gamma"),
    delta: readParameter(parameters, "delta"),
  };
}

/** A history that can be (`schema.*`, `scoring.history`). @internal */
export function readOccasions(value: unknown, path: string): OccasionHistory {
  // Rows of a table may have more members, which are not read.
  const record = expectRecord(value, path);
  const frequency = expectInteger(record["frequency"], at(path, "frequency"), 0, PERIODS_MAX);
  const recency = expectInteger(record["recency"], at(path, "recency"), 0, PERIODS_MAX);
  const periods = expectInteger(record["periods"], at(path, "periods"), 0, PERIODS_MAX);
  if (recency > periods) {
    fail("scoring.history", at(path, "recency"), `at most ${String(periods)} periods`, recency);
  }
  const isPossible = frequency === 0 ? recency === 0 : frequency <= recency;
  if (!isPossible) {
    const expected = recency === 0 ? "0, as the recency is" : `1 to ${String(recency)}`;
    fail("scoring.history", at(path, "frequency"), expected, frequency);
  }
  return { frequency, recency, periods };
}

/** Options of a fit, with their defaults (`schema.*`). @internal */
export function readFitOptions(options: ContractFitOptions): Required<ContractFitOptions> {
  const record = expectRecord(options, "options", ["penalty", "iterationsMax"]);
  const penalty = expectFinite(record["penalty"] ?? 0, "options.penalty");
  if (penalty < 0 || penalty > 1000) fail("schema.range", "options.penalty", "0 to 1000", penalty);
  const iterationsMax = expectInteger(
    record["iterationsMax"] ?? 200,
    "options.iterationsMax",
    1,
    ITERATIONS_MAX,
  );
  return { penalty, iterationsMax };
}
