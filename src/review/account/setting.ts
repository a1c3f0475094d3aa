/** When a review is made and by what: read once for all accounts. */
import type { BonusPlan } from "../../bonus/index.js";
import type { ProgrammePlan } from "../../loyalty/index.js";
import { planForRuns } from "../../loyalty/member-run.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { calendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { expectDate } from "../../values/expect-date.js";
import { fail } from "../../values/errors.js";
import { at, expectOneOf, expectRecord } from "../../values/plain.js";
import type { ReviewPlan } from "../plan.js";
import { planOf } from "../compile.js";
import { marketPlanOf } from "../market/compile-market.js";
import type { MarketPlan } from "../market/compile-market.js";
import type { Market } from "../market/model.js";
import type { ReviewPolicy } from "../policy.js";
import { within } from "../within.js";
import { bonusReader } from "./bonus-standing.js";
import type { BonusReader } from "./bonus-standing.js";
import type { Unknown } from "./finding.js";
import { dayInstants } from "./day-instants.js";
import type { StartOf } from "./day-instants.js";
import { purseOf } from "./purse.js";
import type { Purse } from "./purse.js";
import type { ReadContext } from "./read-account.js";
import { daysOf, windowsAt } from "./turnover.js";
import type { Days, ReviewWindows } from "./turnover.js";

/** When a review is made, and how far back the facts reach. @since 0.1.0 */
export interface ReviewOptions {
  /** The day of the review, its facts included. */
  readonly asOf: CalendarDate;
  /**
   * First day from which the order book is complete. Changes against a time before it are not
   * computed; without it, the book is taken to be complete.
   */
  readonly booksFrom?: CalendarDate;
  /** Competitors, strengths and weaknesses by account and segment. */
  readonly market?: Market | MarketPlan;
}

/** Everything that is the same for all accounts of a review. @internal */
export interface Setting extends ReadContext {
  readonly plan: ReviewPlan;
  readonly purse: Purse;
  readonly windows: ReviewWindows;
  readonly current: Days;
  readonly previous: Days;
  readonly signCurrent: Days;
  readonly signPrevious: Days;
  readonly booksFromDay: number | null;
  readonly market: MarketPlan | null;
  readonly startOf: StartOf;
  readonly bonusOf: (agreement: BonusPlan) => BonusReader;
  readonly programmeOf: (programme: ProgrammePlan | Unknown) => ProgrammePlan | Unknown;
}

/**
 * Demands an earlier review of the kind (`schema.*`), in the same currency
 * (`review.currency_mismatch`), of no later day (`review.future_date`).
 *
 * @internal
 */
export function expectEarlier(
  previous: unknown,
  kind: "account-review" | "portfolio-review",
  { asOf, asOfDay, currency }: Setting,
): void {
  const path = "options.previous";
  const record = expectRecord(previous, path);
  expectOneOf(record["kind"], at(path, "kind"), [kind]);
  if (record["currency"] !== currency) {
    const expected = `a review in ${currency}`;
    fail("review.currency_mismatch", at(path, "currency"), expected, record["currency"]);
  }
  const day = dayNumberOf(expectDate(record["asOf"], at(path, "asOf")));
  if (day > asOfDay)
    fail("review.future_date", at(path, "asOf"), `a day up to ${asOf}`, record["asOf"]);
}

/** A reader for each agreement of the policy, laid out once for all accounts. */
function readersOf(
  { bonus }: ReviewPlan,
  context: Parameters<typeof bonusReader>[1],
): Setting["bonusOf"] {
  const readers = new Map([...bonus.values()].map((plan) => [plan, bonusReader(plan, context)]));
  return (agreement) => readers.get(agreement) ?? bonusReader(agreement, context);
}

/** Each programme of the policy with a clock that remembers, for all accounts. */
function programmesOf({ loyalty }: ReviewPlan): Setting["programmeOf"] {
  const programmes = new Map([...loyalty.values()].map((plan) => [plan, planForRuns(plan)]));
  return (programme) => ("reason" in programme ? programme : (programmes.get(programme) ?? programme));
}

/** @internal */
export function settingOf(
  policy: ReviewPolicy | ReviewPlan,
  options: ReviewOptions,
  keys: readonly string[],
): Setting {
  const plan = planOf(policy);
  expectRecord(options, "options", ["asOf", "booksFrom", "market", ...keys]);
  const asOf = calendarDate(options.asOf, "asOf");
  const { booksFrom, market } = options;
  const windows = windowsAt(asOf, plan.window);
  const signs = windowsAt(asOf, plan.signWindow);
  const { scale, purse } = purseOf(plan.currency);
  return {
    plan,
    asOf,
    asOfDay: dayNumberOf(expectDate(asOf, "asOf")),
    currency: plan.currency,
    scale,
    purse,
    attributes: plan.attributes,
    agreements: { bonus: plan.bonus, loyalty: plan.loyalty },
    windows,
    current: daysOf(windows.current),
    previous: daysOf(windows.previous),
    signCurrent: daysOf(signs.current),
    signPrevious: daysOf(signs.previous),
    market: market === undefined ? null : within("options.market", () => marketPlanOf(market)),
    startOf: dayInstants(),
    programmeOf: programmesOf(plan),
    bonusOf: readersOf(plan, { asOf, purse, window: windows.current }),
    booksFromDay: booksFrom === undefined ? null : dayNumberOf(expectDate(booksFrom, "booksFrom")),
  };
}
