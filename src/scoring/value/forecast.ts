/** One face for purchase models in continuous time and for BG/BB: what a valuation asks. */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectOneOf, expectRecord, isRecord } from "../../values/plain.js";
import { stillThere } from "../contract/bg-bb-likelihood.js";
import type { OccasionHistory } from "../contract/model.js";
import { readBgBb, readOccasions } from "../contract/read.js";
import { survivalSum } from "../contract/remaining-sum.js";
import { aliveOf } from "../purchase/alive.js";
import { expectationByFrequency } from "../purchase/horner-expectation.js";
import type { ParetoNbdParameters, PurchaseHistory, PurchaseModel } from "../purchase/model.js";
import { readHistory } from "../purchase/read-data.js";
import { readModel } from "../purchase/read-model.js";
import { readGammaGamma, spendMean } from "./gamma-gamma.js";
import type { ForecastModel, SpendModel } from "./lifetime-value-model.js";
import { expectMonetary } from "./spend-data.js";

const SPEND_MAX = 1e15;

/** A history in one form: `age` is the number of occasions for BG/BB. @internal */
export type Past = PurchaseHistory;

/** What a model says of a client, the question of being there apart. @internal */
export interface Forecast {
  /** Name of the member that says how long the client was observed. */
  readonly ageName: "age" | "periods";
  readonly isDiscrete: boolean;
  readonly read: (value: unknown, path: string) => Past;
  /** Chance that the client was there at the end of observation. */
  readonly there: (past: Past) => number;
  /** Chance to report: for BG/BB, of being there at the next occasion. */
  readonly alive: (past: Past, there: number) => number;
  /** Expected purchases of a client who is there until a time; the recency plays no part. */
  readonly purchasesUntil: (time: number) => PurchasesIfThere;
}

/** @internal */
export type PurchasesIfThere = (frequency: number, age: number) => number;

/** In closed form; Math.log1p and Math.expm1, as a million clients ask it for every period. */
function paretoIfThere(
  { r, alpha, s, beta }: ParetoNbdParameters,
  time: number,
): PurchasesIfThere {
  const surplus = s - 1;
  return (frequency, age) => {
    const log = Math.log1p(time / (beta + age));
    const lasting = surplus === 0 ? log : -Math.expm1(-surplus * log) / surplus;
    return ((r + frequency) / (alpha + age)) * (beta + age) * lasting;
  };
}

function continuous(model: PurchaseModel): Forecast {
  return {
    ageName: "age",
    isDiscrete: false,
    read: readHistory,
    there: (past) => aliveOf(model, past),
    alive: (_, there) => there,
    purchasesUntil: (time) => {
      if (model.kind === "pareto-nbd") return paretoIfThere(model.parameters, time);
      return expectationByFrequency(model.parameters, model.kind === "bg-nbd" ? 0 : 1, time);
    },
  };
}

function occasionsOf({ frequency, recency, age }: Past): OccasionHistory {
  return { frequency, recency, periods: age };
}

function discrete(parameters: ReturnType<typeof readBgBb>): Forecast {
  const { alpha, beta, gamma, delta } = parameters;
  return {
    ageName: "periods",
    isDiscrete: true,
    read: (value, path) => {
      const { frequency, recency, periods } = readOccasions(value, path);
      return { frequency, recency, age: periods };
    },
    there: (past) => stillThere(parameters, occasionsOf(past)),
    alive: ({ age }, there) => (there * (delta + age)) / (gamma + delta + age),
    purchasesUntil: (time) => (frequency, age) => {
      const buys = (alpha + frequency) / (alpha + beta + age);
      return buys * survivalSum(delta + age, gamma, time);
    },
  };
}

/** Reads a model of any kind (`schema.*`). @internal */
export function forecastOf(model: ForecastModel): Forecast {
  const isOccasions = isRecord(model) && model.kind === "bg-bb";
  return isOccasions ? discrete(readBgBb(model)) : continuous(readModel(model));
}

/** Expected spend of a purchase; null where there is no mean. @internal */
export type Spend = (frequency: number, monetary: number) => number | null;

/** A model of spend, read. @internal */
export interface SpendReader {
  /** Whether a mean spend is asked for where there are repeat purchases. */
  readonly needsHistory: boolean;
  readonly mean: Spend;
}

/** Reads a model of spend (`schema.*`). @internal */
export function spendReaderOf(spend: SpendModel): SpendReader {
  const record = expectRecord(spend, "spend");
  const kind = expectOneOf(record["kind"], "spend.kind", ["gamma-gamma", "fixed-spend"]);
  if (kind === "gamma-gamma") {
    const parameters = readGammaGamma(spend, "spend");
    return { needsHistory: true, mean: (x, z) => spendMean(parameters, x, z) };
  }
  expectRecord(spend, "spend", ["kind", "average"]);
  const average = expectFinite(record["average"], "spend.average");
  if (average < 0 || average > SPEND_MAX) {
    fail("schema.range", "spend.average", "0 to 1e15", average);
  }
  return { needsHistory: false, mean: () => average };
}

/** The mean spend of a row, where it is asked for (`scoring.monetary_value`). @internal */
export function monetaryOf(
  spend: SpendReader,
  frequency: number,
  row: unknown,
  path: string,
): number {
  if (!spend.needsHistory || frequency === 0) return 0;
  const { monetary } = row as { readonly monetary?: unknown };
  return expectMonetary(monetary, at(path, "monetary"));
}

/** Demands a share of margin (`schema.*`). @internal */
export function readMarginRate(value: unknown): number {
  const rate = expectFinite(value ?? 1, "marginRate");
  if (rate < -1 || rate > 1) fail("schema.range", "marginRate", "−1 to 1", value);
  return rate;
}
