/** The report of a month: the portfolio as of its last day, and what the month brought. */
import { addDays } from "../../values/calendar-date.js";
import { compareDecimals } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { period as readPeriod } from "../../values/period.js";
import type { ClosedPeriod } from "../../values/period.js";
import { compareText, expectInteger, expectRecord, orUsual } from "../../values/plain.js";
import type { ReviewPlan } from "../plan.js";
import { planOf } from "../compile.js";
import type { ReviewPolicy } from "../policy.js";
import type { PortfolioReview } from "../portfolio/model.js";
import { reviewBook } from "../portfolio/review-portfolio.js";
import type { PortfolioOptions } from "../portfolio/review-portfolio.js";
import { channelsOf, expectStages } from "../portfolio/channels.js";
import { expectManagers, managersOf } from "../portfolio/managers.js";
import { renaming } from "../within.js";
import { disciplineOf } from "./discipline.js";
import type { AccountNews, MonthlyFacts, MonthlyReport } from "./model.js";
import {
  bridgeBetween,
  complaintsOf,
  dealsOf,
  growthBetween,
  serviceOf,
  turnoverOver,
} from "./month-figures.js";
import { periodBefore, yearBefore } from "./periods.js";

const NEWS_MAX = 20;
const NEWS_OF_FIGURE_MAX = 4;
const GRACE_DAYS_MAX = 365;
const FACTS_KEYS = [
  "accounts",
  "unattributed",
  "booksFrom",
  "market",
  "previous",
  "managers",
  "managerPolicy",
  "channels",
  "channelStages",
  "contactGraceDays",
];

/** Members of the facts by the names that the review has for them. */
const FACTS_OF: readonly (readonly [string, string])[] = [
  ["accounts", "facts.accounts"],
  ["unattributed", "facts.unattributed"],
  ["booksFrom", "facts.booksFrom"],
  ["options.market", "facts.market"],
  ["options.previous", "facts.previous"],
];
const CHANNELS_OF: readonly (readonly [string, string])[] = [
  ["facts", "facts.channels"],
  ["stages", "facts.channelStages"],
];

/** The most important changes; of equal ones, those of the larger account first. */
function newsOf({ accounts }: PortfolioReview): readonly AccountNews[] {
  const news = accounts.flatMap(({ account, changes, turnover }) =>
    changes.state === "unknown"
      ? []
      : changes.value.map((change) => ({
          news: { account: account.id, change },
          net: turnover.current.net.amount,
        })),
  );
  news.sort(
    (a, b) =>
      b.news.change.importance - a.news.change.importance ||
      compareDecimals(b.net, a.net) ||
      compareText(a.news.account, b.news.account) ||
      compareText(a.news.change.figure, b.news.change.figure),
  );
  return varied(news.map((one) => one.news)).slice(0, NEWS_MAX);
}

/** One change of each account, and a few of each figure: a list that says different things. */
function varied(news: readonly AccountNews[]): readonly AccountNews[] {
  const accounts = new Set<string>();
  const figures = new Map<string, number>();
  return news.filter(({ account, change: { figure } }) => {
    const count = figures.get(figure) ?? 0;
    if (accounts.has(account) || count >= NEWS_OF_FIGURE_MAX) return false;
    accounts.add(account);
    figures.set(figure, count + 1);
    return true;
  });
}

function optionsOf(facts: MonthlyFacts, asOf: string): PortfolioOptions {
  const { unattributed, booksFrom, market, previous } = facts;
  return {
    asOf,
    ...(unattributed === undefined ? {} : { unattributed }),
    ...(booksFrom === undefined ? {} : { booksFrom }),
    ...(market === undefined ? {} : { market }),
    ...(previous === undefined ? {} : { previous }),
  };
}

/**
 * The report of a period, of a month as a rule: the review of the portfolio as of its last day,
 * turnover beside the period before and the same one a year ago, what the growth is made of,
 * deals, service, complaints, contacts, the managers' performance and the channels.
 *
 * Facts after the last day are refused, as in `reviewPortfolio`.
 *
 * @throws ClienteleError `review.period` for a period that does not end, `date.*`, and as
 * `reviewPortfolio`, `managerPerformance` and `acquisitionChannels`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { english, monthlyReport, renderText } from "clientele/review";
 *
 * const order = (id: string, date: string, quantity: number) => ({
 *   id,
 *   date,
 *   lines: [{ article: "chair", quantity, unitPrice: "40.00" }],
 * });
 * const accounts = [
 *   { id: "acme", manager: "ada", orders: [order("1", "2025-11-10", 10), order("2", "2026-11-12", 15)] },
 *   { id: "bolt", manager: "ada", orders: [order("1", "2026-11-20", 5)] },
 * ];
 * const report = monthlyReport(
 *   { id: "monthly", currency: "EUR" },
 *   { from: "2026-11-01", until: "2026-12-01" },
 *   { accounts },
 * );
 * assert.equal(report.turnover.period.net.amount, "800.00");
 * assert.ok(report.growth.state === "known");
 * assert.equal(report.growth.value.newRevenue.amount, "200.00");
 * assert.equal(report.growth.value.expansion.amount, "200.00");
 * assert.ok(renderText(report, english).startsWith("Monthly report: 1 November 2026 to 30 November 2026"));
 * ```
 * @since 0.1.0
 */
export function monthlyReport(
  policy: ReviewPolicy | ReviewPlan,
  period: ClosedPeriod,
  facts: MonthlyFacts,
): MonthlyReport {
  const plan = planOf(policy);
  const now = readPeriod(period);
  if (now.until === undefined) fail("review.period", "period.until", "a period that ends", period);
  expectRecord(facts, "facts", FACTS_KEYS);
  const asOf = addDays(now.until, -1);
  const graceDays = expectInteger(
    orUsual(facts.contactGraceDays, 0),
    "facts.contactGraceDays",
    0,
    GRACE_DAYS_MAX,
  );
  expectManagers(facts, "facts", plan.currency);
  expectStages(facts.channelStages, "facts.channelStages");
  const { review, reads, unattributed, setting } = renaming(FACTS_OF, () =>
    reviewBook(plan, facts.accounts, optionsOf(facts, asOf)),
  );
  const book = { reads, unattributed };
  const before = periodBefore(now);
  const lastYear = yearBefore(now);
  const periods = { before: lastYear, now };
  const contacts = disciplineOf(reads, review.accounts, now, setting, graceDays);
  return {
    kind: "monthly-report",
    period: now,
    before,
    yearBefore: lastYear,
    review,
    turnover: {
      period: turnoverOver(book, now, setting),
      before: turnoverOver(book, before, setting),
      yearBefore: turnoverOver(book, lastYear, setting),
    },
    growth: growthBetween(book, periods, setting),
    bridge: bridgeBetween(book, periods, setting),
    deals: dealsOf(book, now, setting),
    service: serviceOf(book, now, setting),
    complaints: complaintsOf(book, now),
    contacts,
    managers: managersOf(
      reads,
      facts,
      { period: now, base: lastYear, withList: true, contacts },
      setting,
    ),
    channels: renaming(CHANNELS_OF, () => channelsOf(facts, plan.currency)),
    news: newsOf(review),
  };
}
