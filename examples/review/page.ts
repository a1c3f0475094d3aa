/** The pages: a report, or an account, with its charts drawn; each needs nothing else. */
import { renderHtml } from "clientele/review";
import type { Account, AccountReview, Catalogue, MonthlyReport } from "clientele/review";

import { accountCharts, reportCharts } from "./charts.js";
import { drawAll } from "./draw.js";

/** The page of a month. */
export async function reportPage(
  report: MonthlyReport,
  accounts: readonly Account[],
  catalogue: Catalogue,
): Promise<string> {
  return renderHtml(report, catalogue, { charts: await drawAll(reportCharts(report, accounts, catalogue)) });
}

/** The page of an account, which was reviewed in a report. */
export async function accountPage(
  account: AccountReview,
  { review }: MonthlyReport,
  accounts: readonly Account[],
  catalogue: Catalogue,
): Promise<string> {
  const facts = accounts.find(({ id }) => id === account.account.id);
  const specs = facts === undefined ? {} : accountCharts(account, facts, review, catalogue);
  return renderHtml(account, catalogue, { charts: await drawAll(specs) });
}
