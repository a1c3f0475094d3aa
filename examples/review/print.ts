/** The review as text for a terminal, as a person would want to read it. */
import type { AccountReview, PortfolioReview, Turnover } from "clientele/review";
import type { Money } from "clientele/values";

import type { OrderFile } from "./read-orders.js";

const WIDTH = 88;

/** 1234567.5 → "1,234,567.50": thousands set apart by code, not by a locale. */
export function grouped(amount: string): string {
  const [whole = "", fraction] = amount.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

export function cash(money: Money): string {
  return `${grouped(money.amount)} ${money.currency}`;
}

export function percentText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

const STATE_NAMES: Readonly<Record<string, string>> = {
  keyAccount: "key account",
  atRisk: "at risk",
  wonBack: "won back",
};

export function stateName(state: string): string {
  return STATE_NAMES[state] ?? state;
}

function heading(text: string): string {
  return `\n${text}\n${"─".repeat(Math.min(WIDTH, text.length))}`;
}

/** A table whose first column is left and the others right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("   ")
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join("\n");
}

/** Breaks a text at spaces; further lines are set in a little more. */
function wrapped(text: string, first: string, indent = "     "): string {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(" ")) {
    if (line.length + word.length + 1 > WIDTH && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()].join("\n");
}

function bar(share: number, width = 24): string {
  const filled = Math.round(share * width);
  return "█".repeat(filled) + "·".repeat(Math.max(0, width - filled));
}

/** What was read, and what was not. */
export function printFile(file: OrderFile): string {
  const taken = file.rows.length;
  const nobody = file.rows.filter((row) => row.client === null).length;
  const lines = [`${grouped(String(file.rowsRead))} rows read, ${grouped(String(taken))} taken, ${String(file.refusedCount)} refused.`];
  if (nobody > 0) lines.push(`${grouped(String(nobody))} rows name no client: they count in the totals and in no account.`);
  for (const { line, column, reason } of file.refused) lines.push(`  line ${String(line)}: ${column} ${reason}`);
  const more = file.refusedCount - file.refused.length;
  if (more > 0) lines.push(`  … and ${String(more)} more`);
  return lines.join("\n");
}

function turnoverRow(name: string, { sales, returns, net, orders }: Turnover): readonly string[] {
  return [name, grouped(String(orders)), grouped(sales.amount), grouped(returns.amount), grouped(net.amount)];
}

function totals(review: PortfolioReview): string {
  const { accounts, unattributed, total } = review.turnover;
  const rows = [
    ["", "orders", "sales", "returns", `net, ${review.currency}`],
    turnoverRow("accounts, window", accounts.current),
    turnoverRow("no account, window", unattributed.current),
    turnoverRow("all, window", total.current),
    turnoverRow("all, window before", total.previous),
    turnoverRow("all time", total.all),
  ];
  return table(rows);
}

function states(review: PortfolioReview): string {
  const all = review.accounts.length;
  return table(
    review.lifecycle.map(({ state, accounts, net }) => [
      stateName(state),
      String(accounts),
      bar(accounts / all),
      cash(net),
    ]),
  );
}

function ranks({ abc, concentration }: PortfolioReview): string {
  const rows = abc.classes.map((one) => [
    one.class,
    `${String(one.count)} accounts`,
    bar(Math.max(0, one.share)),
    percentText(one.share),
  ]);
  const lines = [table(rows)];
  if (concentration.state === "known") {
    const { top, gini, effectiveNumber, hhi } = concentration;
    lines.push(
      `  The largest holds ${percentText(top[1])}, the ten largest ${percentText(top[10])}. Gini ${gini.toFixed(3)}, HHI ${hhi.toFixed(0)}:`,
      `  as concentrated as ${effectiveNumber.toFixed(0)} equal accounts.`,
    );
  }
  return lines.join("\n");
}

function segments({ rfm }: PortfolioReview): string {
  const counts = new Map<string, number>();
  for (const { segment } of rfm.rows) counts.set(segment ?? "other", (counts.get(segment ?? "other") ?? 0) + 1);
  const rows = [...counts].sort((a, b) => b[1] - a[1]);
  return table(rows.map(([name, count]) => [name, String(count), bar(count / rfm.rows.length)]));
}

function sums(review: PortfolioReview): string {
  const { bonusEarned, loyaltyPoints, overdue } = review;
  const lines: string[] = [];
  if (bonusEarned.state === "known") lines.push(`  Bonus earned by all accounts: ${cash(bonusEarned.value)}.`);
  if (loyaltyPoints.state === "known") lines.push(`  Loyalty points outstanding: ${grouped(String(loyaltyPoints.value))}.`);
  lines.push(
    overdue.state === "known"
      ? `  Overdue: ${cash(overdue.value.amount)}, of the ${String(overdue.value.accounts)} accounts whose payments are known.`
      : "  Payments are not known: nothing can be said of what is overdue.",
  );
  lines.push(`  Coverage of the picture: ${percentText(review.coverage)}.`);
  return lines.join("\n");
}

/** The portfolio: totals, states, ranks, segments, and what to do first. */
export function printPortfolio(review: PortfolioReview, actionsMax = 5): string {
  const { current } = review.windows;
  const lines = [
    `PORTFOLIO REVIEW as of ${review.asOf}, policy ${review.policy}`,
    `${grouped(String(review.accounts.length))} accounts; window from ${current.from} up to ${review.asOf}`,
    heading("Turnover"),
    totals(review),
    heading("Where the accounts stand"),
    states(review),
    heading("ABC by net turnover of the window"),
    ranks(review),
    heading("Segments by recency and frequency"),
    segments(review),
    heading("Sums"),
    sums(review),
    heading("What to do first"),
  ];
  review.actions.slice(0, actionsMax).forEach(({ account, action }, index) => {
    lines.push(wrapped(`${String(index + 1)}. ${account}: ${action.title}.`, "  "));
    lines.push(wrapped(`${action.reason} By ${action.dueOn}, ${action.role}.`, "     "));
  });
  return lines.join("\n");
}

function lifecycleLines({ lifecycle }: AccountReview): readonly string[] {
  if (lifecycle.state === "unknown") return ["  Lifecycle: not known, there are no orders."];
  const { state, since, daysSinceOrder, next } = lifecycle.value;
  const soon = next === null ? "" : `; ${stateName(next.state)} on ${next.on} unless it orders`;
  return [`  ${stateName(state)} since ${since}, last order ${String(daysSinceOrder)} days ago${soon}`];
}

function rankLines({ abc, rfm }: AccountReview): readonly string[] {
  const lines: string[] = [];
  if (abc.state === "known") {
    const { class: name, rank, share } = abc.value;
    lines.push(`  Class ${name}, rank ${String(rank)}, ${percentText(share)} of the turnover`);
  }
  if (rfm.state === "known") {
    const { recencyScore, frequencyScore, monetaryScore, segment } = rfm.value;
    const scores = [recencyScore, frequencyScore, monetaryScore].map(String).join("-");
    lines.push(`  RFM ${scores}, segment ${segment ?? "none"}`);
  }
  return lines;
}

function priceLines({ prices }: AccountReview): readonly string[] {
  if (prices.state === "unknown") return ["  Prices: not known."];
  const { list, agreed, invoiced, leakage, realisation, steps, unpriced } = prices.value;
  const rows = [
    ["list", grouped(list.amount)],
    ...steps.map(({ step, change }) => [step, grouped(change.amount)]),
    ["agreed", grouped(agreed.amount)],
    [leakage.amount.startsWith("-") ? "charged above the agreement" : "given beyond the agreement", grouped(leakage.amount)],
    ["invoiced", grouped(invoiced.amount)],
  ];
  const share = realisation === null ? "" : `  ${percentText(realisation)} of the list price was realised`;
  const without = unpriced.lines === 0 ? "" : `; ${String(unpriced.lines)} lines have no price`;
  return [table(rows), share + without];
}

function bonusLines({ bonus }: AccountReview): readonly string[] {
  if (bonus.state === "unknown" || bonus.value.current === null) return ["  Bonus: no agreement."];
  const { current, accruedLastMonth, next } = bonus.value;
  const lines = [
    `  Bonus from ${current.period.from}: ${cash(current.earned)} on ${cash(current.turnover)}; last month's accrual ${cash(accruedLastMonth)}`,
  ];
  if (next !== null) {
    const worth = /[1-9]/.test(next.gain.amount)
      ? `worth ${cash(next.gain)} more`
      : `from which it earns ${percentText(Number(next.value))}`;
    lines.push(`  ${cash({ amount: next.missing.amount, currency: next.missing.unit })} to the next band by ${next.by}, ${worth}`);
  }
  return lines;
}

function trustLines({ payment, warningSigns, loyalty }: AccountReview): readonly string[] {
  const lines: string[] = [];
  if (payment.state === "unknown") lines.push("  Payments: not known.");
  else {
    const { open, daysBeyondTerms } = payment.value;
    const days = daysBeyondTerms.value === null ? "too few payments for a habit" : `${daysBeyondTerms.value.toFixed(1)} days beyond terms`;
    lines.push(`  Payments: ${days}${open === null ? "" : `, ${cash(open.overdue)} overdue`}`);
  }
  const raised = warningSigns.raised.map((sign) => sign.title);
  lines.push(`  Warning signs: ${raised.length === 0 ? "none" : raised.join("; ")} (coverage ${percentText(warningSigns.coverage)})`);
  if (loyalty.state === "known") {
    const { points, tier } = loyalty.value;
    const level = tier === null ? "" : `, ${tier.id}`;
    lines.push(`  Loyalty: ${grouped(String(points))} points${level}`);
  }
  return lines;
}

/** One account: every part, and its three next actions with their reasons. */
export function printAccount(review: AccountReview): string {
  const { account, turnover, currency } = review;
  const lines = [
    `ACCOUNT ${account.name ?? account.id} as of ${review.asOf}`,
    heading("Where it stands"),
    ...lifecycleLines(review),
    ...rankLines(review),
    heading("Turnover"),
    table([
      ["", "orders", "sales", "returns", `net, ${currency}`],
      turnoverRow("window", turnover.current),
      turnoverRow("window before", turnover.previous),
      turnoverRow("all time", turnover.all),
    ]),
    heading("Prices realised in the window"),
    ...priceLines(review),
    heading("Agreements and trust"),
    ...bonusLines(review),
    ...trustLines(review),
    heading("Next best actions"),
    ...review.actions.flatMap((action, index) => [
      wrapped(`${String(index + 1)}. ${action.title} (${action.role}, by ${action.dueOn})`, "  "),
      wrapped(action.reason, "     "),
    ]),
    ...(review.actions.length === 0 ? ["  none"] : []),
    "",
    `  Coverage ${percentText(review.coverage)}${review.missing.length === 0 ? "" : `; not known: ${review.missing.join(", ")}`}`,
  ];
  return lines.join("\n");
}
