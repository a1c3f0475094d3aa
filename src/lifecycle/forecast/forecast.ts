/** What a pipeline of open deals is expected to bring, and when. */
import { addDays, calendarDate } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { dateOf, epochMilliseconds, instant } from "../../values/instant.js";
import type { Instant } from "../../values/instant.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { multiply, sum } from "../../values/money-arithmetic.js";
import { money, zero } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import { normalQuantile } from "../../values/numeric/normal.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectFinite,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import { formatScaled, scaledFromNumber } from "../../values/scaled.js";
import { readingStored } from "../../values/stored.js";
import { absorbingChain } from "./absorbing.js";
import { markovChain } from "./chain.js";
import type { MarkovChain } from "./chain.js";
import type { Absorption } from "./absorbing.js";
import type { LifecycleEstimate } from "./estimate.js";

/**
 * An open deal.
 *
 * @since 0.1.0
 */
export interface PipelineDeal {
  readonly id: string;
  readonly state: string;
  readonly amount: Money;
  /** When it entered its state; as if just now unless named. */
  readonly enteredAt?: Instant;
  /** A day on which it is expected to close, in place of the one that follows from the estimate. */
  readonly closesOn?: CalendarDate;
  /** A probability to be won, in place of the one that follows from the estimate. */
  readonly probability?: number;
}

/**
 * How a pipeline is forecast.
 *
 * @since 0.1.0
 */
export interface ForecastOptions {
  /** The state in which a deal is won; what comes after it is not looked at. */
  readonly won: string;
  /** Probability that the interval covers what is won; 0.8 unless named. */
  readonly coverage?: number;
}

/**
 * A deal with what is expected of it.
 *
 * @since 0.1.0
 */
export interface DealForecast {
  readonly id: string;
  readonly probability: number;
  /** Amount × probability, rounded to the minor unit, half to even. */
  readonly weighted: Money;
  /** The day on which it closes if it is won; null where nothing is known of the time. */
  readonly closesOn: CalendarDate | null;
}

/**
 * What a pipeline is expected to bring.
 *
 * @since 0.1.0
 */
export interface PipelineForecast {
  readonly asOf: Instant;
  /** Sum of the amounts. */
  readonly open: Money;
  /** Sum of the weighted amounts. */
  readonly weighted: Money;
  /**
   * Where the sum won lies with the stated probability, if deals are won or lost independently of
   * each other: normal approximation, cut to what is possible.
   */
  readonly interval: { readonly from: Money; readonly to: Money; readonly coverage: number };
  /** By the month in which deals are expected to close, `2026-11`; those without a day last, under null. */
  readonly byMonth: readonly {
    readonly month: string | null;
    readonly open: Money;
    readonly weighted: Money;
  }[];
  readonly deals: readonly DealForecast[];
}

const DEALS_MAX = 1_000_000;
const MILLISECONDS_A_DAY = 86_400_000;
/** Decimals with which a probability multiplies an amount. */
const PROBABILITY_DECIMALS = 1e12;

/** What the estimate says of deals in a state: their chance, and days to the win. */
interface Prospect {
  readonly probability: number;
  readonly days: number | null;
}

/** Expected days to a win: visits of the chain that is certain to win, times how long they last. */
function daysToWin(
  absorption: Absorption,
  end: number,
  means: ReadonlyMap<string, number | null>,
): readonly (number | null)[] {
  const wins = absorption.probabilities.map((row) => itemAt(row, end));
  return absorption.visits.map((row, from) => {
    const chance = itemAt(wins, from);
    if (chance <= 0) return null;
    let days: number | null = 0;
    row.forEach((visits, state) => {
      // Visits given the win: N(i, j) × B(j) ÷ B(i).
      const expected = (visits * itemAt(wins, state)) / chance;
      const mean = means.get(itemAt(absorption.transient, state)) ?? null;
      if (expected <= 0 || days === null) return;
      days = mean === null ? null : days + expected * mean;
    });
    return days;
  });
}

function prospectsOf(estimated: LifecycleEstimate, won: string): ReadonlyMap<string, Prospect> {
  const { chain, durations } = estimated;
  if (chain.states.length === 0) return new Map();
  const reached = reachableChain(endingAt(chain, won));
  const answer = absorbingChain(reached);
  if (!answer.ok) return new Map();
  const { absorption } = answer;
  const end = absorption.absorbing.indexOf(won);
  const means = new Map(durations.map(({ state, meanDays }) => [state, meanDays]));
  const days = daysToWin(absorption, end, means);
  return new Map(
    absorption.transient.map((state, index) => [
      state,
      {
        probability: Math.min(1, itemAt(itemAt(absorption.probabilities, index), end)),
        days: itemAt(days, index),
      },
    ]),
  );
}

/** The chain in which a win is the end (`lifecycle.unknown_state`). */
function endingAt(chain: MarkovChain, won: string): MarkovChain {
  const end = chain.states.indexOf(won);
  if (end < 0) fail("lifecycle.unknown_state", "options.won", "a state of the estimate", won);
  const row = chain.states.map((_, column) => (column === end ? 1 : 0));
  const probabilities = chain.probabilities.map((one, index) => (index === end ? row : one));
  return { states: chain.states, probabilities };
}

/** The chain without states of which nothing is known, so that the others can be told. */
function reachableChain(chain: LifecycleEstimate["chain"]): LifecycleEstimate["chain"] {
  let kept = chain.states.map((_, index) => index);
  for (let isStable = false; !isStable;) {
    const before = kept.length;
    kept = kept.filter((index) => {
      const row = chain.probabilities[index];
      if (row === null || row === undefined) return false;
      return row.every((probability, column) => probability === 0 || kept.includes(column));
    });
    isStable = kept.length === before;
  }
  return {
    states: kept.map((index) => itemAt(chain.states, index)),
    probabilities: kept.map((index) =>
      kept.map((column) => itemAt(chain.probabilities[index] ?? [], column)),
    ),
  };
}

function endsOf({ states, probabilities }: MarkovChain): ReadonlySet<string> {
  return new Set(states.filter((_, index) => probabilities[index]?.[index] === 1));
}

function readDeal(value: unknown, path: string): PipelineDeal {
  const keys = ["id", "state", "amount", "enteredAt", "closesOn", "probability"];
  const record = expectRecord(value, path, keys);
  expectIdentifier(record["id"], at(path, "id"));
  expectIdentifier(record["state"], at(path, "state"));
  const cash = expectRecord(record["amount"], at(path, "amount"), ["amount", "currency"]);
  const amount = money(cash["amount"] as string, cash["currency"] as string);
  if (amount.amount.startsWith("-"))
    fail("lifecycle.deal", at(path, "amount"), "zero or more", amount);
  const { probability, enteredAt, closesOn } = record;
  if (enteredAt !== undefined) instant(enteredAt as string, at(path, "enteredAt"));
  if (closesOn !== undefined) calendarDate(closesOn as string, at(path, "closesOn"));
  if (probability !== undefined) {
    const chance = expectFinite(probability, at(path, "probability"));
    if (chance < 0 || chance > 1)
      fail("lifecycle.probability", at(path, "probability"), "from 0 to 1", chance);
  }
  return { ...(value as PipelineDeal), amount };
}

function weigh(amount: Money, probability: number): Money {
  const rounded = Math.round(probability * PROBABILITY_DECIMALS) / PROBABILITY_DECIMALS;
  return multiply(amount, formatScaled(scaledFromNumber(rounded, "money", "probability")), {
    rounding: "halfEven",
  });
}

function closingDay(deal: PipelineDeal, days: number | null, asOf: Instant): CalendarDate | null {
  if (deal.closesOn !== undefined) return deal.closesOn;
  if (days === null) return null;
  const now = epochMilliseconds(asOf);
  const since = deal.enteredAt === undefined ? now : epochMilliseconds(deal.enteredAt);
  // Time already spent in the state counts; what is late is expected now.
  const left = days - (now - since) / MILLISECONDS_A_DAY;
  return addDays(dateOf(asOf), Math.max(0, Math.ceil(left)));
}

function byMonthOf(
  deals: readonly (readonly [PipelineDeal, DealForecast])[],
  currency: string,
): PipelineForecast["byMonth"] {
  const months = new Map<string, { open: Money[]; weighted: Money[] }>();
  for (const [deal, told] of deals) {
    const month = told.closesOn?.slice(0, 7) ?? "";
    const known = months.get(month) ?? { open: [], weighted: [] };
    known.open.push(deal.amount);
    known.weighted.push(told.weighted);
    months.set(month, known);
  }
  return [...months]
    .sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : compareText(a, b)))
    .map(([month, { open, weighted }]) => ({
      month: month === "" ? null : month,
      open: sum(open, currency),
      weighted: sum(weighted, currency),
    }));
}

/** Mean ± z·σ of the sum won, within nothing and everything. */
function intervalOf(
  deals: readonly (readonly [PipelineDeal, DealForecast])[],
  currency: string,
  coverage: number,
): PipelineForecast["interval"] {
  let [mean, variance, whole] = [0, 0, 0];
  for (const [{ amount }, { probability }] of deals) {
    const value = Number(amount.amount);
    mean += value * probability;
    variance += value * value * probability * (1 - probability);
    whole += value;
  }
  const reach = normalQuantile(0.5 + coverage / 2) * Math.sqrt(variance);
  const decimals = zero(currency).amount.split(".")[1]?.length ?? 0;
  const cash = (value: number): Money =>
    money(Math.min(Math.max(value, 0), whole).toFixed(decimals), currency);
  return { from: cash(mean - reach), to: cash(mean + reach), coverage };
}

/**
 * What open deals are expected to bring and when: each amount times the probability that deals in
 * its state are won (the absorption probability of the estimated chain, unless the deal names its
 * own), by the month in which it is expected to close (expected visits of those that are won,
 * times how long they last, less the time it has been there). Deals in one currency, which is
 * named for the case that there are none. O(states³ + deals).
 *
 * A deal in a state of which the estimate knows nothing needs a `probability` of its own
 * (`lifecycle.no_observations`); one in a state that is an end is not open (`lifecycle.deal`).
 *
 * @throws ClienteleError as named; `lifecycle.unknown_state` for `won`, `money.*`, `date.*`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { estimate, forecast } from "clientele/lifecycle";
 *
 * const closed = (id: string, to: string) => ({
 *   id,
 *   initial: "offer",
 *   begunAt: "2026-01-01T00:00:00.000Z",
 *   moves: [{ to, at: "2026-01-21T00:00:00.000Z" }],
 *   until: "2026-06-01T00:00:00.000Z",
 * });
 * const past = estimate([closed("D-1", "won"), closed("D-2", "lost"), closed("D-3", "lost"), closed("D-4", "lost")]);
 * const deals = [{ id: "D-5", state: "offer", amount: { amount: "10000.00", currency: "EUR" } }];
 * const told = forecast(past, { currency: "EUR", deals }, "2026-06-01T00:00:00.000Z", { won: "won" });
 * assert.equal(told.weighted.amount, "2500.00");
 * assert.deepEqual(told.deals[0]?.closesOn, "2026-06-21");
 * ```
 * @since 0.1.0
 */
export function forecast(
  estimated: LifecycleEstimate,
  pipeline: { readonly currency: string; readonly deals: readonly PipelineDeal[] },
  asOf: Instant,
  options: ForecastOptions,
): PipelineForecast {
  const record = expectRecord(options, "options", ["won", "coverage"]);
  const won = expectIdentifier(record["won"], "options.won");
  const coverage = expectFinite(record["coverage"] ?? 0.8, "options.coverage");
  if (coverage <= 0 || coverage >= 1)
    fail("schema.range", "options.coverage", "between 0 and 1", coverage);
  const time = instant(asOf, "asOf");
  const given = expectRecord(pipeline, "pipeline", ["currency", "deals"]);
  const none = zero(given["currency"] as string);
  expectRecord(estimated, "estimated");
  const ends = readingStored(estimated, "estimated", () => endsOf(markovChain(estimated.chain)));
  const isEnd = (state: string): boolean => state === won || ends.has(state);
  const prospects = readingStored(estimated, "estimated", () => prospectsOf(estimated, won));
  const deals = expectArray(given["deals"], "pipeline.deals", DEALS_MAX).map((item, index) => {
    const path = atIndex("pipeline.deals", index);
    const deal = readDeal(item, path);
    const { currency } = deal.amount;
    if (currency !== none.currency) {
      fail(
        "money.currency_mismatch",
        at(path, "amount.currency"),
        `an amount in ${none.currency}`,
        currency,
      );
    }
    if (isEnd(deal.state))
      fail("lifecycle.deal", at(path, "state"), "a state that is no end", deal.state);
    const prospect = prospects.get(deal.state);
    const probability = deal.probability ?? prospect?.probability;
    if (probability === undefined) {
      return fail(
        "lifecycle.no_observations",
        path,
        "a state that the estimate knows, or a probability",
        deal.state,
      );
    }
    const told = {
      id: deal.id,
      probability,
      weighted: weigh(deal.amount, probability),
      closesOn: closingDay(deal, prospect?.days ?? null, time),
    };
    return [deal, told] as const;
  });
  return {
    asOf: time,
    open: sum(
      deals.map(([deal]) => deal.amount),
      none.currency,
    ),
    weighted: sum(
      deals.map(([, told]) => told.weighted),
      none.currency,
    ),
    interval: intervalOf(deals, none.currency, coverage),
    byMonth: byMonthOf(deals, none.currency),
    deals: deals.map(([, told]) => told),
  };
}
