/**
 * Attribution: which channel is credited with the clients that several channels brought.
 *
 * Credit is summed exactly and rounded once: each path is split into 10^12 parts by largest
 * remainder, channels sum parts, and the totals are allocated to the channels by largest
 * remainder. Not here: what channels cost (`acquisition-channels.ts`).
 */
import { allocateUnits } from "../../values/allocate-units.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { compareText, expectRecord } from "../../values/plain.js";
import { addIntegers, compareIntegers, multiplyIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import {
  addScaled,
  formatScaled,
  scaledZero,
  signOf,
  subtractScaled,
  unitsAt,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse } from "../cohorts/amounts.js";
import type {
  Attribution,
  AttributionModel,
  AttributionPath,
  ChannelCredit,
} from "./attribution-model.js";
import { removalEffects } from "./markov.js";
import { readModel, readPaths } from "./read-paths.js";
import type { ReadModel, ReadPath } from "./read-paths.js";
import { touchWeights } from "./touch-weights.js";

const PARTS = 1_000_000_000_000;
/** Decimals of conversions. */
const CONVERSION_SCALE = 6;
/** Times the touches of a path this is still a safe integer: transitions are counted exactly. */
const COUNT_MAX = 900_000_000_000;
/** Removal effects as whole numbers, for an exact allocation. */
const EFFECT_UNITS = 2 ** 50;

interface Tally {
  conversions: Integer;
  value: Integer;
  reach: number;
}

interface Totals {
  readonly conversions: number;
  readonly failures: number;
  readonly value: Scaled;
  readonly ownConversions: number;
  readonly ownValue: Scaled;
}

function totalsOf(paths: readonly ReadPath[]): Totals {
  let [conversions, failures, ownConversions] = [0, 0, 0];
  let [value, ownValue] = [scaledZero, scaledZero];
  for (const path of paths) {
    conversions += path.conversions;
    failures += path.failures;
    value = addScaled(value, path.value);
    if (path.channels.length === 0) continue;
    ownConversions += path.conversions;
    ownValue = addScaled(ownValue, path.value);
  }
  if (conversions + failures > COUNT_MAX) {
    fail("limits.too_many", "paths", `at most ${String(COUNT_MAX)} ends`, conversions + failures);
  }
  return { conversions, failures, value, ownConversions, ownValue };
}

function talliesOf(paths: readonly ReadPath[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { channels, conversions, failures } of paths) {
    for (const channel of new Set(channels)) {
      const tally = tallies.get(channel) ?? { conversions: 0, value: 0, reach: 0 };
      tally.reach += conversions + failures;
      tallies.set(channel, tally);
    }
  }
  return new Map([...tallies].sort(([a], [b]) => compareText(a, b)));
}

/** Adds each path's parts; a path without conversions has nothing to share. */
function creditPaths(
  paths: readonly ReadPath[],
  tallies: ReadonlyMap<string, Tally>,
  { model, scale }: { model: Exclude<ReadModel, { kind: "markov" }>; scale: number },
): void {
  for (const path of paths) {
    if (path.conversions === 0 || path.channels.length === 0) continue;
    const parts = allocateUnits(PARTS, touchWeights(path, model));
    const value = unitsAt(path.value, scale);
    path.channels.forEach((channel, index) => {
      const tally = tallies.get(channel);
      if (tally === undefined) return;
      const part = itemAt(parts, index);
      const won = multiplyIntegers(part, path.conversions);
      tally.conversions = addIntegers(tally.conversions, won);
      tally.value = addIntegers(tally.value, multiplyIntegers(part, value));
    });
  }
}

function creditEffects(effects: readonly number[], tallies: ReadonlyMap<string, Tally>): void {
  let place = 0;
  for (const tally of tallies.values()) {
    tally.conversions = Math.round(EFFECT_UNITS * itemAt(effects, place));
    tally.value = tally.conversions;
    place += 1;
  }
}

function allocated(total: Integer, weights: readonly Integer[]): readonly Integer[] {
  return weights.some((weight) => weight > 0)
    ? allocateUnits(total, weights)
    : weights.map(() => 0);
}

function sharesOf(weights: readonly Integer[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => addIntegers(sum, weight), 0);
  return weights.map((weight) => (whole === 0 ? 0 : Number(weight) / Number(whole)));
}

function creditsOf(
  tallies: ReadonlyMap<string, Tally>,
  totals: Totals,
  { effects, purse }: { readonly effects: readonly number[] | null; readonly purse: Purse },
): readonly ChannelCredit[] {
  const list = [...tallies.values()];
  const weights = list.map((tally) => tally.conversions);
  const shares = sharesOf(weights);
  const whole = multiplyIntegers(totals.ownConversions, 10 ** CONVERSION_SCALE);
  const conversions = allocated(whole, weights);
  const units = unitsAt(totals.ownValue, purse.scale);
  const values = allocated(
    units,
    signOf(totals.ownValue) === 0 ? [] : list.map((one) => one.value),
  );
  const order = [...tallies.keys()].map((channel, index) => ({ channel, index }));
  order.sort(
    (a, b) =>
      compareIntegers(itemAt(weights, b.index), itemAt(weights, a.index)) ||
      compareText(a.channel, b.channel),
  );
  return order.map(({ channel, index }) => ({
    channel,
    share: itemAt(shares, index),
    conversions: formatScaled({ units: itemAt(conversions, index), scale: CONVERSION_SCALE }),
    value: purse.money({ units: values[index] ?? 0, scale: purse.scale }),
    reach: itemAt(list, index).reach,
    removalEffect: effects === null ? null : itemAt(effects, index),
  }));
}

/**
 * Shares the conversions of paths, and their value, among the channels.
 *
 * The credits of all channels, with what is unattributed, are the totals: conversions to six
 * decimals, value to the minor unit. Ties of the last unit go to the channel that is first by
 * id. Under `markov` value goes by the same shares as conversions, and paths that never convert
 * count; under the other models they are reach and nothing else. Where nobody is to be credited
 * under `markov`, since nothing converted, all credits are zero.
 *
 * O(touches), and for `markov` O(channels³) once.
 *
 * @throws ClienteleError `scoring.touch_date` for a touch without a date under `time-decay`,
 * `scoring.touch_order` for dates that run backwards, `scoring.value_without_conversion`,
 * `scoring.negative`, `scoring.currency_mismatch`, `limits.too_many` for more than 500 channels
 * under `markov`, `money.*`, `date.*`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { attribute } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const path = (...channels: string[]) => channels.map((channel) => ({ channel }));
 * const paths = [
 *   { touches: path("fair", "call", "meeting"), value: eur("1000.00") },
 *   { touches: path("fair"), conversions: 0, failures: 1 },
 *   { touches: path("call", "meeting"), conversions: 0, failures: 1 },
 * ];
 * const { channels } = attribute(paths, { model: { kind: "markov" }, currency: "EUR" });
 * assert.deepEqual(
 *   channels.map((one) => [one.channel, one.conversions, one.value.amount]),
 *   [["call", "0.4", "400.00"], ["meeting", "0.4", "400.00"], ["fair", "0.2", "200.00"]],
 * );
 * const linear = attribute(paths, { model: { kind: "linear" }, currency: "EUR" });
 * assert.deepEqual(linear.channels.map((one) => one.value.amount), ["333.34", "333.33", "333.33"]);
 * ```
 * @since 0.1.0
 */
export function attribute(
  paths: readonly AttributionPath[],
  options: { readonly model: AttributionModel; readonly currency: string },
): Attribution {
  const record = expectRecord(options, "options", ["model", "currency"]);
  const purse = new Purse(record["currency"]);
  const model = readModel(record["model"], "model");
  const read = readPaths(paths, { purse, model });
  const tallies = talliesOf(read);
  const totals = totalsOf(read);
  let [effects, probability]: [readonly number[] | null, number | null] = [null, null];
  if (model.kind === "markov") {
    const found = removalEffects(read, [...tallies.keys()]);
    ({ probability } = found);
    effects = found.effects;
    creditEffects(effects, tallies);
  } else creditPaths(read, tallies, { model, scale: purse.scale });
  const { conversions, failures, value, ownConversions, ownValue } = totals;
  return {
    model: model.kind,
    channels: creditsOf(tallies, totals, { effects, purse }),
    conversions,
    failures,
    value: purse.money(value),
    unattributed: {
      conversions: conversions - ownConversions,
      value: purse.money(subtractScaled(value, ownValue)),
    },
    conversionProbability: probability,
  };
}
