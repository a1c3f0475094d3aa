/** The report of a month as a document. */
import { addDays, addMonths } from "../../values/calendar-date.js";
import type { Money } from "../../values/money.js";
import type { ClosedPeriod } from "../../values/period.js";
import type { Turnover } from "../account/turnover.js";
import type { MonthlyReport } from "../month/model.js";
import { say, writeDate, writeMonth, writeNumber, writeShare } from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";
import { table } from "./document.js";
import type { ReportDocument, ReportFact, ReportSection } from "./document.js";
import { accountName, chart, columns, drawnOf, sectionOf } from "./drawn.js";
import type { Drawn } from "./drawn.js";
import {
  actionsSection,
  movementSection,
  portfolioSections,
  tilesOf,
} from "./portfolio-document.js";
import { changeText, moneyText, nameOf } from "./words.js";

const NEWS_SHOWN_MAX = 12;

interface Month extends Drawn {
  readonly report: MonthlyReport;
}

/** A calendar month by its name, any other period by its days. */
function periodText(catalogue: Catalogue, { from, until }: ClosedPeriod): string {
  if (from.endsWith("-01") && addMonths(from, 1) === until) return writeMonth(catalogue, from);
  const to = writeDate(catalogue, addDays(until, -1));
  return say(catalogue, "text.period", { from: writeDate(catalogue, from), to });
}

/** How far an amount is from another, in percent. */
function changeShare(catalogue: Catalogue, now: Money, before: Money): string {
  const base = Number(before.amount);
  if (base <= 0) return "";
  const share = Number(now.amount) / base - 1;
  return `${share > 0 ? "+" : ""}${writeShare(catalogue, share)}`;
}

function monthSection(month: Month): readonly ReportSection[] {
  const { catalogue, report } = month;
  const { period, before, yearBefore, turnover } = report;
  const row = (name: string, one: Turnover): readonly string[] => [
    name,
    writeNumber(catalogue, one.orders),
    moneyText(catalogue, one.sales),
    moneyText(catalogue, one.returns),
    moneyText(catalogue, one.net),
    changeShare(catalogue, turnover.period.net, one.net),
  ];
  const rows = [
    row(periodText(catalogue, period), turnover.period),
    row(periodText(catalogue, before), turnover.before),
    row(periodText(catalogue, yearBefore), turnover.yearBefore),
  ];
  const titles = columns(month, "window", "orders", "sales", "returns", "net", "nowAgainst");
  const facts = decidedFacts(month);
  return sectionOf(month, "month", [
    table(say(catalogue, "caption.turnover"), titles, rows),
    ...(facts.length === 0 ? [] : [{ kind: "facts", rows: facts } as const]),
  ]);
}

function decidedFacts({ catalogue, report }: Month): readonly ReportFact[] {
  const { deals, complaints, review } = report;
  const fact = (code: string, value: string): ReportFact => ({
    label: say(catalogue, `label.${code}`),
    value,
  });
  const counted = (count: number, amount: Money): string =>
    say(catalogue, "text.countAndAmount", { count, amount: moneyText(catalogue, amount) });
  return [
    ...(deals.state === "known"
      ? [
          fact("dealsOpened", writeNumber(catalogue, deals.value.opened)),
          fact("dealsWon", counted(deals.value.won, deals.value.wonAmount)),
          fact("dealsLost", counted(deals.value.lost, deals.value.lostAmount)),
        ]
      : []),
    ...(complaints.state === "known"
      ? [
          fact("complaintsOpened", writeNumber(catalogue, complaints.value.opened)),
          fact("complaintsClosed", writeNumber(catalogue, complaints.value.closed)),
        ]
      : []),
    ...(review.bonusAccruedLastMonth.state === "known"
      ? [fact("bonusAccrued", moneyText(catalogue, review.bonusAccruedLastMonth.value))]
      : []),
  ];
}

function newsSection(month: Month): readonly ReportSection[] {
  const { catalogue, report, review } = month;
  const items = report.news.slice(0, NEWS_SHOWN_MAX).map(({ account, change }) => ({
    title: accountName(month, account),
    text: changeText(catalogue, change, review.currency),
    note: say(catalogue, `direction.${change.direction}`),
  }));
  if (items.length === 0) return [];
  return sectionOf(month, "news", [{ kind: "list", isOrdered: false, items }]);
}

function growthSection(month: Month): readonly ReportSection[] {
  const { catalogue, report } = month;
  if (report.growth.state === "unknown") return [];
  const step = report.growth.value;
  const row = (code: string, amount: Money): readonly string[] => [
    say(catalogue, `growth.${code}`),
    moneyText(catalogue, amount),
  ];
  const minus = (amount: Money): Money =>
    Number(amount.amount) === 0 ? amount : { ...amount, amount: `-${amount.amount}` };
  const rows = [
    row("start", step.start),
    row("new", step.newRevenue),
    row("won-back", step.wonBack),
    row("expansion", step.expansion),
    row("contraction", minus(step.contraction)),
    row("churn", minus(step.churn)),
    row("credits", step.credits),
    row("end", step.end),
  ];
  return sectionOf(month, "growth", [
    chart(month, "growth", "section.growth"),
    table(say(catalogue, "caption.growth"), columns(month, "step", "amount"), rows),
  ]);
}

function bridgeSection(month: Month): readonly ReportSection[] {
  const { catalogue, report } = month;
  if (report.bridge.state === "unknown") return [];
  const bridge = report.bridge.value;
  const names = ["before", "price", "volume", "mix", "new", "lost", "after"] as const;
  const rows = names.map((name) => [
    say(catalogue, `bridge.${name}`),
    moneyText(catalogue, { amount: bridge[name], currency: bridge.currency }),
  ]);
  return sectionOf(month, "prices", [
    table(say(catalogue, "caption.bridge"), columns(month, "step", "amount"), rows),
  ]);
}

function rateText(catalogue: Catalogue, rate: { state: string; value?: number }): string {
  if (rate.state !== "known" || rate.value === undefined) return say(catalogue, "text.unknown");
  return writeShare(catalogue, rate.value);
}

function managersSection(month: Month): readonly ReportSection[] {
  const { catalogue, report } = month;
  if (report.managers.state === "unknown") return [];
  const discipline = new Map(
    report.contacts.state === "known"
      ? report.contacts.value.managers.map((one) => [one.manager, one.rate])
      : [],
  );
  const rows = report.managers.value.managers.map((one) => [
    one.manager,
    writeNumber(catalogue, one.accounts),
    moneyText(catalogue, one.revenue),
    rateText(catalogue, one.target),
    rateText(catalogue, one.winRate),
    one.retention.state === "known"
      ? writeShare(catalogue, one.retention.nrr)
      : say(catalogue, "text.unknown"),
    rateText(catalogue, one.priceRealisation),
    rateText(catalogue, discipline.get(one.manager) ?? { state: "unknown" }),
  ]);
  const titles = columns(
    month,
    "manager",
    "accounts",
    "net",
    "target",
    "winRate",
    "retention",
    "realisation",
    "discipline",
  );
  return sectionOf(month, "managers", [table(say(catalogue, "caption.managers"), titles, rows)]);
}

function channelsSection(month: Month): readonly ReportSection[] {
  const { catalogue, report } = month;
  if (report.channels.state === "unknown") return [];
  const { rows, total } = report.channels.value;
  const cells = (name: string, one: (typeof rows)[number] | typeof total): readonly string[] => [
    name,
    writeNumber(catalogue, one.leads),
    writeNumber(catalogue, one.clients),
    rateText(catalogue, one.conversion),
    one.costPerClient === null
      ? say(catalogue, "text.unknown")
      : moneyText(catalogue, one.costPerClient),
    moneyText(catalogue, one.profit),
  ];
  const titles = columns(
    month,
    "channel",
    "leads",
    "clients",
    "conversion",
    "costPerClient",
    "profit",
  );
  return sectionOf(month, "channels", [
    table(say(catalogue, "caption.channels"), titles, [
      ...rows.map((one) => cells(nameOf(catalogue, "channel", one.channel), one)),
      cells(say(catalogue, "text.total"), total),
    ]),
  ]);
}

/** @internal */
export function monthDocument(catalogue: Catalogue, report: MonthlyReport): ReportDocument {
  const month: Month = { ...drawnOf(catalogue, report.review), report };
  const { period, turnover } = report;
  const { policy, asOf } = report.review;
  const tile: ReportFact = {
    label: say(catalogue, "tile.netMonth"),
    value: moneyText(catalogue, turnover.period.net),
    note: changeShare(catalogue, turnover.period.net, turnover.yearBefore.net),
  };
  return {
    language: catalogue.language,
    title: say(catalogue, "title.month", {
      from: writeDate(catalogue, period.from),
      to: writeDate(catalogue, asOf),
    }),
    subtitle: say(catalogue, "text.asOf", { date: writeDate(catalogue, asOf), policy }),
    tiles: [tile, ...tilesOf(month)],
    sections: [
      ...actionsSection(month),
      ...newsSection(month),
      ...monthSection(month),
      ...growthSection(month),
      ...bridgeSection(month),
      ...managersSection(month),
      ...channelsSection(month),
      ...movementSection(month),
      ...portfolioSections(month),
    ],
  };
}
