/** Accounts grouped by state, class and grade, and how they moved since the previous review. */
import { clientStates } from "../../lifecycle/ready-made/client.js";
import { compareText, expectString } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import type { AccountReview, ReviewedState } from "../account/account-review.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import { unitsOf } from "../account/purse.js";
import type { Setting } from "../account/setting.js";
import type {
  ClassSummary,
  GradeSummary,
  Movement,
  ReviewMovement,
  PortfolioReview,
  StateSummary,
} from "./model.js";

const STATES: readonly ReviewedState[] = [...clientStates, "unknown"];

interface Group {
  accounts: number;
  net: Integer;
  exposure: Integer;
  loss: Integer;
}

/** Sums of the accounts of each key; the key null stands for those that have none. */
function group(
  reviews: readonly AccountReview[],
  setting: Setting,
  keyOf: (review: AccountReview) => string | null,
): ReadonlyMap<string | null, Group> {
  const { currency } = setting.plan;
  const { scale } = setting;
  const groups = new Map<string | null, Group>();
  for (const review of reviews) {
    const key = keyOf(review);
    const sums = groups.get(key) ?? { accounts: 0, net: 0, exposure: 0, loss: 0 };
    groups.set(key, sums);
    sums.accounts += 1;
    sums.net = addIntegers(sums.net, unitsOf(review.turnover.current.net, currency, scale, "net"));
    if (review.credit.state === "known") {
      const { total } = review.credit.value.decision.exposure;
      sums.exposure = addIntegers(sums.exposure, unitsOf(total, currency, scale, "exposure"));
    }
    if (review.loss.state === "known") {
      const { expected } = review.loss.value;
      sums.loss = addIntegers(sums.loss, unitsOf(expected, currency, scale, "loss"));
    }
  }
  return groups;
}

/** The keys that occur, in a stated order, what is not in it after by code unit, null last. */
function keysOf(
  groups: ReadonlyMap<string | null, Group>,
  order: readonly string[],
): readonly (string | null)[] {
  const rest = [...groups.keys()].filter((key) => key !== null && !order.includes(key));
  const others = (rest as string[]).sort(compareText);
  return [...order, ...others, null].filter((key) => groups.has(key));
}

const stateOf = ({ lifecycle }: AccountReview): ReviewedState =>
  lifecycle.state === "known" ? lifecycle.value.state : "unknown";
const classOf = ({ score }: AccountReview): string | null =>
  score.state === "known" ? score.value.class : null;
const gradeOf = ({ risk }: AccountReview): string | null =>
  risk.state === "known" ? risk.value.grade : null;
const abcOf = ({ abc }: AccountReview): string | null =>
  abc.state === "known" ? abc.value.class : null;

/** @internal */
export function byState(
  reviews: readonly AccountReview[],
  setting: Setting,
): readonly StateSummary[] {
  const groups = group(reviews, setting, stateOf);
  return STATES.flatMap((state) => {
    const sums = groups.get(state);
    if (sums === undefined) return [];
    return [{ state, accounts: sums.accounts, net: setting.purse(sums.net) }];
  });
}

/** @internal */
export function byClass(
  reviews: readonly AccountReview[],
  setting: Setting,
): Finding<readonly ClassSummary[]> {
  const { plan, purse } = setting;
  if (plan.scorecard === null) return unknown("not-in-policy", "scorecard");
  const groups = group(reviews, setting, classOf);
  return known(
    keysOf(groups, plan.orders.classes).map((key) => ({
      class: key,
      accounts: groups.get(key)?.accounts ?? 0,
      net: purse(groups.get(key)?.net ?? 0),
    })),
  );
}

/** @internal */
export function byGrade(
  reviews: readonly AccountReview[],
  setting: Setting,
): Finding<readonly GradeSummary[]> {
  const { plan, purse } = setting;
  if (plan.assessment === null) return unknown("not-in-policy", "assessment");
  const groups = group(reviews, setting, gradeOf);
  return known(
    keysOf(groups, [...plan.orders.grades].reverse()).map((key) => ({
      grade: key,
      accounts: groups.get(key)?.accounts ?? 0,
      exposure: purse(groups.get(key)?.exposure ?? 0),
      expectedLoss: purse(groups.get(key)?.loss ?? 0),
    })),
  );
}

/** A class or state of a stored review is a text, or there is none. */
function expectKey(key: unknown): string | null {
  return key === null ? null : expectString(key, "options.previous", 500);
}

function movements(
  reviews: readonly AccountReview[],
  before: ReadonlyMap<string, AccountReview>,
  setting: Setting,
  keyOf: (review: AccountReview) => string | null,
): readonly Movement[] {
  const sums = new Map<string, { from: string | null; to: string | null; group: Group }>();
  for (const review of reviews) {
    const earlier = before.get(review.account.id);
    const from = earlier === undefined ? null : expectKey(keyOf(earlier));
    const to = keyOf(review);
    const key = JSON.stringify([from, to]);
    const one = sums.get(key) ?? { from, to, group: { accounts: 0, net: 0, exposure: 0, loss: 0 } };
    sums.set(key, one);
    one.group.accounts += 1;
    const net = unitsOf(review.turnover.current.net, setting.plan.currency, setting.scale, "net");
    one.group.net = addIntegers(one.group.net, net);
  }
  return [...sums.values()]
    .sort((a, b) => compareText(a.from ?? "", b.from ?? "") || compareText(a.to ?? "", b.to ?? ""))
    .map(({ from, to, group: found }) => ({
      from,
      to,
      accounts: found.accounts,
      net: setting.purse(found.net),
    }));
}

/** @internal */
export function movementSince(
  previous: PortfolioReview | null,
  reviews: readonly AccountReview[],
  setting: Setting,
): Finding<ReviewMovement> {
  if (previous === null) return unknown("no-facts", "previous review");
  if (previous.policy !== setting.plan.id)
    return unknown("no-facts", `previous review by the policy ${setting.plan.id}`);
  return readingStored(previous, "options.previous", () => {
    const before = new Map(previous.accounts.map((one) => [one.account.id, one]));
    const now = new Set(reviews.map((one) => one.account.id));
    return known({
      lifecycle: movements(reviews, before, setting, stateOf),
      abc: movements(reviews, before, setting, abcOf),
      score: movements(reviews, before, setting, classOf),
      grade: movements(reviews, before, setting, gradeOf),
      arrived: [...now].filter((id) => !before.has(id)).sort(compareText),
      left: [...before.keys()].filter((id) => !now.has(id)).sort(compareText),
    });
  });
}
