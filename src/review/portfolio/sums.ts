/** Amounts summed over the accounts for which they are known. */
import type { Money } from "../../values/money.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import type { AccountReview } from "../account/account-review.js";
import { known, unknown } from "../account/finding.js";
import { unitsOf } from "../account/purse.js";
import type { Setting } from "../account/setting.js";
import type { KnownAmount, PortfolioCredit, PortfolioReview } from "./model.js";

type Reviews = readonly AccountReview[];

/** Sums what is known of the accounts; null where it is known of none. */
function sumKnown(
  reviews: Reviews,
  setting: Setting,
  amountOf: (review: AccountReview) => Money | null,
): KnownAmount | null {
  const { plan, purse, scale } = setting;
  let accounts = 0;
  let units: Integer = 0;
  for (const review of reviews) {
    const amount = amountOf(review);
    if (amount === null) continue;
    accounts += 1;
    units = addIntegers(units, unitsOf(amount, plan.currency, scale, "amount"));
  }
  return accounts === 0 ? null : { accounts, amount: purse(units) };
}

function bonusSums(
  reviews: Reviews,
  setting: Setting,
): Pick<PortfolioReview, "bonusEarned" | "bonusAccruedLastMonth"> {
  const { plan, purse } = setting;
  if (plan.bonus.size === 0) {
    const absent = unknown("not-in-policy", "bonus");
    return { bonusEarned: absent, bonusAccruedLastMonth: absent };
  }
  const sum = (name: "earned" | "accruedLastMonth"): Money =>
    sumKnown(reviews, setting, ({ bonus }) =>
      bonus.state === "known" ? bonus.value[name] : null,
    )?.amount ?? purse(0);
  return {
    bonusEarned: known(sum("earned")),
    bonusAccruedLastMonth: known(sum("accruedLastMonth")),
  };
}

function loyaltySums(
  reviews: Reviews,
  setting: Setting,
): Pick<PortfolioReview, "loyaltyPoints" | "loyaltyLiability"> {
  const { plan } = setting;
  let points = 0;
  for (const { loyalty } of reviews) if (loyalty.state === "known") points += loyalty.value.points;
  const owed = sumKnown(reviews, setting, ({ loyalty }) =>
    loyalty.state === "known" ? loyalty.value.liability : null,
  );
  return {
    loyaltyPoints: plan.loyalty.size === 0 ? unknown("not-in-policy", "loyalty") : known(points),
    loyaltyLiability:
      plan.loyaltyLiability === null
        ? unknown("not-in-policy", "loyaltyLiability")
        : owed === null
          ? unknown("no-facts", "orders")
          : known(owed),
  };
}

const HELD: readonly string[] = ["HOLD", "REFUSE"];

function creditSum(reviews: Reviews, setting: Setting): PortfolioReview["credit"] {
  if (setting.plan.credit === null) return unknown("not-in-policy", "credit");
  const exposure = sumKnown(reviews, setting, ({ credit }) =>
    credit.state === "known" ? credit.value.decision.exposure.total : null,
  );
  if (exposure === null) return unknown("no-facts", "credit");
  const limit = sumKnown(reviews, setting, ({ credit }) =>
    credit.state === "known" ? credit.value.decision.limit : null,
  );
  const held = reviews.filter(
    ({ credit }) => credit.state === "known" && HELD.includes(credit.value.decision.answer),
  );
  const found: PortfolioCredit = {
    accounts: exposure.accounts,
    exposure: exposure.amount,
    limit: limit?.amount ?? setting.purse(0),
    held: held.map((one) => one.account.id),
  };
  return known(found);
}

/** Every amount of the portfolio that is a sum over its accounts. @internal */
export function portfolioSums(
  reviews: Reviews,
  setting: Setting,
): Pick<
  PortfolioReview,
  | "bonusEarned"
  | "bonusAccruedLastMonth"
  | "loyaltyPoints"
  | "loyaltyLiability"
  | "overdue"
  | "credit"
  | "expectedLoss"
  | "lifetimeValue"
> {
  const overdue = sumKnown(reviews, setting, ({ payment }) =>
    payment.state === "known" ? (payment.value.open?.overdue ?? null) : null,
  );
  const loss = sumKnown(reviews, setting, (one) =>
    one.loss.state === "known" ? one.loss.value.expected : null,
  );
  const worth = sumKnown(reviews, setting, (one) =>
    one.value.state === "known" ? one.value.value.lifetime : null,
  );
  return {
    lifetimeValue:
      setting.plan.value === null
        ? unknown("not-in-policy", "value")
        : worth === null
          ? unknown("not-enough-facts", "orders")
          : known(worth),
    ...bonusSums(reviews, setting),
    ...loyaltySums(reviews, setting),
    overdue: overdue === null ? unknown("no-facts", "invoices") : known(overdue),
    credit: creditSum(reviews, setting),
    expectedLoss:
      setting.plan.loss === null
        ? unknown("not-in-policy", "loss")
        : loss === null
          ? unknown("no-facts", "risk", "credit")
          : known(loss),
  };
}
