/**
 * The main job: reviews a portfolio of accounts and prints it, with one account in full.
 *
 *   npm run review                                   on a synthetic order book
 *   npm run review -- --orders FILE [--as-of DAY]    on your orders, CSV or CSV in gzip
 *   npm run review -- --html FILE                    and a page with charts
 *   npm run review -- --account ID                   with that account in full
 *   npm run review -- --policy FILE                  by your own terms
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { compileReview, reviewPortfolio } from "clientele/review";
import type { AccountReview, PortfolioReview, ReviewPolicy } from "clientele/review";
import { parseReviewPolicy } from "clientele/review/schema";
import { calendarDate, isClienteleError } from "clientele/values";

import { portfolioOf } from "./accounts.js";
import type { Portfolio } from "./accounts.js";
import { pageOf } from "./page.js";
import { priceListOf } from "./price-list.js";
import { printAccount, printFile, printPortfolio } from "./print.js";
import { OrderFileError, readOrders } from "./read-orders.js";
import type { OrderRow, Progress } from "./read-orders.js";
import { SYNTHETIC_AS_OF, syntheticInvoices, syntheticRows } from "./synthetic.js";

const POLICY = fileURLToPath(new URL("policy.json", import.meta.url));

/** Something that the person at the terminal can mend. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

interface Source {
  readonly rows: readonly OrderRow[];
  readonly portfolio: Portfolio;
  readonly title: string;
  readonly asOf: string;
}

/** A line that is written over, on a terminal only. */
const showProgress: Progress = ({ rows, bytes, bytesTotal }) => {
  if (!process.stderr.isTTY) return;
  const share = bytesTotal === 0 ? 1 : bytes / bytesTotal;
  process.stderr.write(`\r  ${String(rows)} rows, ${(share * 100).toFixed(0)} %${share >= 1 ? "\n" : ""}`);
};

async function readSource(orders: string | undefined, asOf: string | undefined): Promise<Source> {
  if (orders === undefined) {
    const all = syntheticRows();
    const rows = asOf === undefined ? all : all.filter((row) => row.date <= asOf);
    if (rows.length === 0) throw new UsageError("there is no order up to that day");
    console.log("A synthetic order book from a fixed seed; give your own with --orders FILE.\n");
    const portfolio = portfolioOf(rows, syntheticInvoices(rows, asOf));
    return { rows, portfolio, title: "Synthetic order book", asOf: asOf ?? SYNTHETIC_AS_OF };
  }
  const file = await readOrders(orders, showProgress);
  console.log(`${printFile(file)}\n`);
  if (file.rows.length === 0) throw new UsageError("there is no row to review");
  const rows = asOf === undefined ? file.rows : file.rows.filter((row) => row.date <= asOf);
  if (rows.length < file.rows.length) {
    console.log(`${String(file.rows.length - rows.length)} rows are of days after ${asOf ?? ""} and left out.\n`);
  }
  if (rows.length === 0) throw new UsageError("there is no row up to that day");
  const portfolio = portfolioOf(rows);
  const title = orders.split(/[\\/]/).at(-1) ?? orders;
  return { rows, portfolio, title, asOf: asOf ?? portfolio.lastDay };
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

/** The terms, with a price list made from the orders where they have none. */
async function readPolicy(path: string, rows: readonly OrderRow[]): Promise<ReviewPolicy> {
  const policy = parseReviewPolicy(await readJson(path));
  const { pricing } = policy;
  const list = pricing?.steps[0];
  if (pricing === undefined || list === undefined) return policy;
  if (pricing.records.some((record) => record.step === list.id)) return policy;
  console.log("List prices: for each article the highest at which one in twenty of its sales was invoiced.\n");
  return { ...policy, pricing: { ...pricing, records: [...priceListOf(rows, list.id), ...pricing.records] } };
}

function accountOf(review: PortfolioReview, id: string | undefined): AccountReview | undefined {
  const wanted = id ?? review.actions[0]?.account ?? review.abc.rows[0]?.id;
  const found = review.accounts.find((one) => one.account.id === wanted);
  if (found === undefined && id !== undefined) throw new UsageError(`there is no account ${id}`);
  return found;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      orders: { type: "string" },
      policy: { type: "string" },
      html: { type: "string" },
      account: { type: "string" },
      "as-of": { type: "string" },
    },
  });
  const day = values["as-of"];
  const source = await readSource(values.orders, day === undefined ? undefined : calendarDate(day, "as-of"));
  const plan = compileReview(await readPolicy(values.policy ?? POLICY, source.rows));
  const { accounts, unattributed, firstDay } = source.portfolio;
  const review = reviewPortfolio(plan, accounts, { asOf: source.asOf, booksFrom: firstDay, unattributed });
  const account = accountOf(review, values.account);
  console.log(printPortfolio(review));
  if (account !== undefined) console.log(`\n\n${printAccount(account)}`);
  if (values.html !== undefined) {
    await writeFile(values.html, pageOf(review, account, source.title));
    console.log(`\nThe page is in ${values.html}.`);
  }
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof UsageError || error instanceof OrderFileError || isClienteleError(error);
  const isSystem = error instanceof Error && "code" in error;
  if (!isExpected && !isSystem) throw error;
  console.error(`review: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
