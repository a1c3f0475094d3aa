/**
 * The main job: the report of a month for the director, an account for its manager, the records
 * that look alike, and whom to call.
 *
 *   npm run review                                  of a synthetic company
 *   npm run review -- --month 2026-06               in another month
 *   npm run review -- --account C-017               with that account in full
 *   npm run review -- --orders FILE [--as-of DAY]   of your orders, CSV or CSV in gzip
 *   npm run review -- --orders FILE --changes       and what changed since the month before
 *   npm run review -- --html FILE                   and the report as a page with charts;
 *                                                   with --account, that account's page
 *   npm run review -- --policy FILE                 by your own terms
 *   npm run review -- --language fr                 in French
 *   npm run review -- --show month,contacts         of: month, account, records, contacts
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { compileReview, monthlyReport, renderText } from "clientele/review";
import type { AccountReview, Catalogue, MonthlyReport } from "clientele/review";
import { calendarDate, isClienteleError } from "clientele/values";

import { contactsText, duplicatesText, recordsOf } from "./lists.js";
import { accountPage, reportPage } from "./page.js";
import { OrderFileError } from "./read-orders.js";
import type { Progress } from "./read-orders.js";
import { companySource, ordersSource, UsageError } from "./sources.js";
import type { Source } from "./sources.js";
import { catalogueOf, wordsOf } from "./words.js";

const SHOWN = ["month", "account", "records", "contacts"] as const;

/** A line that is written over, on a terminal only. */
const showProgress: Progress = ({ rows, bytes, bytesTotal }) => {
  if (!process.stderr.isTTY) return;
  const share = bytesTotal === 0 ? 1 : bytes / bytesTotal;
  process.stderr.write(`\r  ${String(rows)} rows, ${(share * 100).toFixed(0)} %${share >= 1 ? "\n" : ""}`);
};

const OPTIONS = {
  orders: { type: "string" },
  policy: { type: "string" },
  html: { type: "string" },
  account: { type: "string" },
  month: { type: "string" },
  "as-of": { type: "string" },
  language: { type: "string", default: "en" },
  show: { type: "string", default: SHOWN.join(",") },
  changes: { type: "boolean", default: false },
} as const;

/** The account that was asked for, or the one that has most to be done. */
function accountOf({ review }: MonthlyReport, id: string | undefined): AccountReview | undefined {
  const wanted = id ?? review.actions[0]?.account ?? review.abc.rows[0]?.id;
  const found = review.accounts.find((one) => one.account.id === wanted);
  if (found === undefined && id !== undefined) throw new UsageError(`there is no account ${id}`);
  return found;
}

interface Reported {
  readonly source: Source;
  readonly report: MonthlyReport;
  readonly account: AccountReview | undefined;
  readonly catalogue: Catalogue;
}

function print({ source, report, account, catalogue }: Reported, shown: ReadonlySet<string>): void {
  const { accounts } = source.facts;
  const parts = [
    ...(shown.has("month") ? [renderText(report, catalogue)] : []),
    ...(shown.has("account") && account !== undefined ? [renderText(account, catalogue)] : []),
    ...(shown.has("records") && recordsOf(accounts).length > 0 ? [duplicatesText(accounts, catalogue)] : []),
    ...(shown.has("contacts") ? [contactsText(report.review, catalogue)] : []),
  ];
  console.log(parts.filter((part) => part !== "").join(`\n\n${"─".repeat(96)}\n\n`));
}

function readShown(text: string): ReadonlySet<string> {
  const names = text.split(",").map((name) => name.trim());
  const strange = names.find((name) => !SHOWN.some((one) => one === name));
  if (strange !== undefined) throw new UsageError(`--show ${strange} is none of ${SHOWN.join(", ")}`);
  return new Set(names);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { orders, policy, html, month, language, changes } = values;
  if (language !== "en" && language !== "fr") throw new UsageError(`--language ${language} is neither en nor fr`);
  const shown = readShown(values.show);
  const day = values["as-of"];
  const asked = { month, policy, asOf: day === undefined ? undefined : calendarDate(day, "as-of") };
  if (orders === undefined) console.log(wordsOf(language).company);
  const source =
    orders === undefined
      ? await companySource(asked)
      : await ordersSource(orders, { ...asked, changes, progress: showProgress });
  const report = monthlyReport(compileReview(source.policy), source.period, source.facts);
  const account = accountOf(report, values.account);
  const reported = { source, report, account, catalogue: catalogueOf(language) };
  console.log(`\n${source.title}\n`);
  print(reported, shown);
  if (html === undefined) return;
  const { accounts } = source.facts;
  const { catalogue } = reported;
  const isOfAccount = values.account !== undefined && account !== undefined;
  const page = isOfAccount ? accountPage(account, report, accounts, catalogue) : reportPage(report, accounts, catalogue);
  await writeFile(html, await page);
  console.log(`\nThe page is in ${html}.`);
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
