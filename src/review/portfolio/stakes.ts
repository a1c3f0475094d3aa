/** The largest risks and opportunities of a portfolio, each an amount of the account's own. */
import type { Money } from "../../values/money.js";
import { compareText } from "../../values/plain.js";
import { addIntegers, compareIntegers, negateInteger } from "../../values/rounding.js";
import type { AccountReview } from "../account/account-review.js";
import { toNextBand } from "../account/bonus-standing.js";
import { unitsOf } from "../account/purse.js";
import type { Setting } from "../account/setting.js";
import type { PortfolioFinding } from "./model.js";

const FINDINGS_MAX = 50;
const SILENT: readonly string[] = ["atRisk", "dormant"];

type Stake = readonly [PortfolioFinding["kind"], Money | null | undefined];

function change(review: AccountReview, setting: Setting): Money {
  const { current, previous } = review.turnover;
  const { plan, scale, purse } = setting;
  const before = unitsOf(previous.net, plan.currency, scale, "net");
  return purse(
    addIntegers(unitsOf(current.net, plan.currency, scale, "net"), negateInteger(before)),
  );
}

function negated(amount: Money, setting: Setting): Money {
  const { plan, scale, purse } = setting;
  return purse(negateInteger(unitsOf(amount, plan.currency, scale, "amount")));
}

/** Whether both windows lie within the books: without them a change is none. */
function isComparable(review: AccountReview, setting: Setting): boolean {
  if (review.turnover.previous.orders === 0) return false;
  return setting.booksFromDay === null || setting.previous.from >= setting.booksFromDay;
}

function risksOf(review: AccountReview, setting: Setting): readonly Stake[] {
  const { payment, credit, loss, lifecycle, turnover, service } = review;
  const available = credit.state === "known" ? credit.value.decision.available : null;
  const late = service.state === "known" ? service.value.overdueBacklog.values : [];
  const isSilent = lifecycle.state === "known" && SILENT.includes(lifecycle.value.state);
  return [
    ["overdue", payment.state === "known" ? payment.value.open?.overdue : null],
    ["over-limit", available === null ? null : negated(available, setting)],
    ["expected-loss", loss.state === "known" ? loss.value.expected : null],
    ["overdue-backlog", late.find((one) => one.currency === review.currency)],
    ["falling-silent", isSilent ? turnover.current.net : null],
    [
      "shrinking",
      isComparable(review, setting) ? negated(change(review, setting), setting) : null,
    ],
  ];
}

/**
 * Turnover to the next bonus band where it is within reach: no more than the account bought in the
 * window. Without that, those who buy least would stand first, as they are furthest from it.
 */
function bandInReach(review: AccountReview, { plan, scale }: Setting): Money | null {
  const { bonus, turnover } = review;
  const missing = bonus.state === "known" ? toNextBand(bonus.value, review.currency) : null;
  if (missing === null) return null;
  const bought = unitsOf(turnover.current.net, plan.currency, scale, "net");
  return compareIntegers(unitsOf(missing, plan.currency, scale, "missing"), bought) <= 0 ? missing : null;
}

function opportunitiesOf(review: AccountReview, setting: Setting): readonly Stake[] {
  const { pipeline, prices } = review;
  return [
    ["pipeline", pipeline.state === "known" ? pipeline.value.weighted : null],
    ["bonus-band", bandInReach(review, setting)],
    ["price-leakage", prices.state === "known" ? prices.value.leakage : null],
    ["growing", isComparable(review, setting) ? change(review, setting) : null],
  ];
}

function largest(
  reviews: readonly AccountReview[],
  setting: Setting,
  stakesOf: (review: AccountReview, setting: Setting) => readonly Stake[],
): readonly PortfolioFinding[] {
  const { plan, scale } = setting;
  const found = reviews.flatMap((review) =>
    stakesOf(review, setting).flatMap(([kind, amount]) => {
      if (amount === null || amount === undefined) return [];
      const units = unitsOf(amount, plan.currency, scale, kind);
      if (units <= 0) return [];
      return [{ finding: { account: review.account.id, kind, amount }, units }];
    }),
  );
  found.sort(
    (a, b) =>
      compareIntegers(b.units, a.units) ||
      compareText(a.finding.account, b.finding.account) ||
      compareText(a.finding.kind, b.finding.kind),
  );
  return found.slice(0, FINDINGS_MAX).map((one) => one.finding);
}

/** @internal */
export function portfolioStakes(
  reviews: readonly AccountReview[],
  setting: Setting,
): {
  readonly risks: readonly PortfolioFinding[];
  readonly opportunities: readonly PortfolioFinding[];
} {
  return {
    risks: largest(reviews, setting, risksOf),
    opportunities: largest(reviews, setting, opportunitiesOf),
  };
}
