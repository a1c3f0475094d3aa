/** What is reviewed: the synthetic company, or the orders of a file. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { reviewPortfolio } from "clientele/review";
import type { MonthlyFacts, PortfolioReview, ReviewPolicy } from "clientele/review";
import { parseReviewPolicy } from "clientele/review/schema";
import { addDays, addMonths, differenceInDays } from "clientele/values";
import type { CalendarDate, ClosedPeriod } from "clientele/values";

import { portfolioOf } from "./accounts.js";
import { COMPANY, factsOn } from "./company/company.js";
import { BOOKS_FROM, MONTH, REVIEWED_UNTIL } from "./company/days.js";
import { policyOn } from "./company/policy.js";
import { priceListOf } from "./price-list.js";
import { readOrders } from "./read-orders.js";
import type { OrderFile, OrderRow, Progress } from "./read-orders.js";

const ORDERS_POLICY = fileURLToPath(new URL("policy.json", import.meta.url));
const MONTH_FORM = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Something that the person at the terminal can mend. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What a report is made from. */
export interface Source {
  readonly title: string;
  readonly policy: ReviewPolicy;
  readonly period: ClosedPeriod;
  readonly facts: MonthlyFacts;
}

/** The period that was asked for: a month, or the month of a day up to that day. */
export interface Asked {
  readonly month?: string | undefined;
  readonly asOf?: CalendarDate | undefined;
  readonly policy?: string | undefined;
}

function periodOf({ month, asOf }: Asked, usualDay: CalendarDate): ClosedPeriod {
  if (month !== undefined && asOf !== undefined) throw new UsageError("say --month or --as-of, not both");
  if (month !== undefined) {
    if (!MONTH_FORM.test(month)) throw new UsageError(`${month} is not a month such as ${MONTH}`);
    const from = `${month}-01`;
    return { from, until: addMonths(from, 1) };
  }
  const day = asOf ?? usualDay;
  return { from: `${day.slice(0, 7)}-01`, until: addDays(day, 1) };
}

async function readPolicy(path: string): Promise<ReviewPolicy> {
  const text = await readFile(path, "utf8");
  try {
    return parseReviewPolicy(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${path} is not JSON: ${error.message}`);
  }
}

/** The company's own facts of accounts, which terms from a file need not declare again. */
function ownAttributes(): Pick<ReviewPolicy, "attributes"> {
  const { attributes = {} } = policyOn(`${MONTH}-01`);
  return { attributes };
}

/** The company in a month, with the review of the month before to compare with. */
export async function companySource(asked: Asked): Promise<Source> {
  const period = periodOf(asked, addDays(addMonths(`${MONTH}-01`, 1), -1));
  const lastDay = addDays(period.until, -1);
  if (lastDay > REVIEWED_UNTIL || differenceInDays(BOOKS_FROM, period.from) < 60) {
    throw new UsageError(`the company's books go from ${BOOKS_FROM} to ${REVIEWED_UNTIL}; there is no report of ${period.from}`);
  }
  const own = asked.policy === undefined ? undefined : { ...ownAttributes(), ...(await readPolicy(asked.policy)) };
  const dayBefore = addDays(period.from, -1);
  const { accounts, unattributed, booksFrom, market } = factsOn(dayBefore);
  const previous = reviewPortfolio(own ?? policyOn(dayBefore), accounts, {
    asOf: dayBefore,
    ...(unattributed === undefined ? {} : { unattributed }),
    ...(booksFrom === undefined ? {} : { booksFrom }),
    ...(market === undefined ? {} : { market }),
  });
  return { title: COMPANY, policy: own ?? policyOn(lastDay), period, facts: { ...factsOn(lastDay), previous } };
}

/** The terms, with a price list made from the orders where they have none. */
function withPrices(policy: ReviewPolicy, rows: readonly OrderRow[]): ReviewPolicy {
  const { pricing } = policy;
  const list = pricing?.steps[0];
  if (pricing === undefined || list === undefined) return policy;
  if (pricing.records.some((record) => record.step === list.id)) return policy;
  console.log("List prices: for each article the highest at which one in twenty of its sales was invoiced.");
  return { ...policy, pricing: { ...pricing, records: [...priceListOf(rows, list.id), ...pricing.records] } };
}

/** What was read, and what was not. */
export function fileText({ rows, rowsRead, refused, refusedCount }: OrderFile): string {
  const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  const nobody = rows.filter((row) => row.client === null).length;
  const more = refusedCount - refused.length;
  return [
    `${grouped(rowsRead)} rows read, ${grouped(rows.length)} taken, ${grouped(refusedCount)} refused.`,
    ...(nobody > 0 ? [`${grouped(nobody)} rows name no client: they count in the totals and in no account.`] : []),
    ...refused.map(({ line, column, reason }) => `  line ${String(line)}: ${column} ${reason}`),
    ...(more > 0 ? [`  … and ${grouped(more)} more`] : []),
  ].join("\n");
}

/** The orders of a file, up to the end of the period; with changes, reviewed the month before too. */
export async function ordersSource(
  path: string,
  asked: Asked & { readonly changes: boolean; readonly progress: Progress },
): Promise<Source> {
  const file = await readOrders(path, asked.progress);
  console.log(fileText(file));
  const [first] = file.rows;
  if (first === undefined) throw new UsageError("there is no row to review");
  let lastDay = first.date;
  for (const { date } of file.rows) if (date > lastDay) lastDay = date;
  const period = periodOf(asked, lastDay);
  const rows = file.rows.filter(({ date }) => date < period.until);
  if (rows.length === 0) throw new UsageError(`there is no row before ${period.until}`);
  if (rows.length < file.rows.length) {
    console.log(`${String(file.rows.length - rows.length)} rows are of days from ${period.until} on and left out.`);
  }
  const policy = withPrices(await readPolicy(asked.policy ?? ORDERS_POLICY), rows);
  const { accounts, unattributed, firstDay } = portfolioOf(rows);
  const facts = { accounts, unattributed, booksFrom: firstDay };
  const previous = asked.changes ? previousReview(policy, rows, period.from, firstDay) : undefined;
  const title = path.split(/[\\/]/).at(-1) ?? path;
  return { title, policy, period, facts: previous === undefined ? facts : { ...facts, previous } };
}

function previousReview(
  policy: ReviewPolicy,
  rows: readonly OrderRow[],
  from: CalendarDate,
  booksFrom: CalendarDate,
): PortfolioReview {
  const { accounts, unattributed } = portfolioOf(rows.filter(({ date }) => date < from));
  return reviewPortfolio(policy, accounts, { asOf: addDays(from, -1), booksFrom, unattributed });
}
