/** Sections on where the accounts of a portfolio stand, and on its turnover. */
import type { AccountReview } from "../account/account-review.js";
import type { Turnover } from "../account/turnover.js";
import { say, writeNumber, writeShare } from "./catalogue.js";
import { table } from "./document.js";
import type { ReportBlock, ReportFact, ReportSection } from "./document.js";
import { actionTitle, moneyText, nameOf } from "./words.js";
import { accountName, chart, columns, sectionOf } from "./drawn.js";
import type { Drawn } from "./drawn.js";

const ACCOUNTS_SHOWN_MAX = 25;

/** @internal */
export function statesSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const rows = review.lifecycle.map(({ state, accounts, net }) => [
    nameOf(catalogue, "value.lifecycle.state", state),
    writeNumber(catalogue, accounts),
    moneyText(catalogue, net),
  ]);
  return sectionOf(drawn, "lifecycle", [
    chart(drawn, "lifecycle", "section.lifecycle"),
    table(say(catalogue, "caption.lifecycle"), columns(drawn, "state", "accounts", "net"), rows),
  ]);
}

/** @internal */
export function classesSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.classes.state === "unknown") return [];
  const rows = review.classes.value.map((one) => [
    one.class === null ? say(catalogue, "text.noClass") : nameOf(catalogue, "class", one.class),
    writeNumber(catalogue, one.accounts),
    moneyText(catalogue, one.net),
  ]);
  return sectionOf(drawn, "classes", [
    table(say(catalogue, "caption.classes"), columns(drawn, "class", "accounts", "net"), rows),
  ]);
}

/** @internal */
export function abcSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const { currency } = review;
  const rows = review.abc.classes.map((one) => [
    one.class,
    writeNumber(catalogue, one.count),
    moneyText(catalogue, { amount: one.value, currency }),
    writeShare(catalogue, one.share),
  ]);
  const titles = columns(drawn, "class", "accounts", "net", "share");
  const blocks: ReportBlock[] = [
    chart(drawn, "abc", "section.abc"),
    table(say(catalogue, "caption.abc"), titles, rows),
  ];
  const { concentration } = review;
  if (concentration.state === "known") {
    const text = say(catalogue, "text.concentration", {
      effective: writeNumber(catalogue, concentration.effectiveNumber, 1),
      count: Math.round(concentration.effectiveNumber * 10) / 10,
      gini: writeNumber(catalogue, concentration.gini, 3),
      hhi: writeNumber(catalogue, concentration.hhi, 0),
    });
    blocks.push(chart(drawn, "lorenz", "section.concentration"), { kind: "paragraph", text });
  }
  return sectionOf(drawn, "abc", blocks);
}

/** @internal */
export function rfmSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.rfm.rows.length === 0) return [];
  const counts = new Map<string | null, number>();
  for (const { segment } of review.rfm.rows) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  const rows = [...counts]
    .sort((a, b) => b[1] - a[1] || ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1))
    .map(([segment, count]) => [
      segment === null
        ? say(catalogue, "text.noClass")
        : nameOf(catalogue, "value.rfm.segment", segment),
      writeNumber(catalogue, count),
    ]);
  return sectionOf(drawn, "rfm", [
    chart(drawn, "rfm", "section.rfm"),
    table(say(catalogue, "caption.rfm"), columns(drawn, "segment", "accounts"), rows),
  ]);
}

/** What the clients are worth by the models, and how well these follow what was bought. */
export function valueSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const { value, lifetimeValue } = review;
  if (value.state === "unknown" || lifetimeValue.state === "unknown") return [];
  const { accounts, amount } = lifetimeValue.value;
  const row: ReportFact = {
    label: say(catalogue, "tile.lifetime"),
    value: moneyText(catalogue, amount),
    note: say(catalogue, "text.accounts", { count: accounts }),
  };
  return sectionOf(drawn, "value", [
    chart(drawn, "tracking", "section.value"),
    { kind: "facts", rows: [row] },
  ]);
}

/** @internal */
export function matrixSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.matrix.state === "unknown") return [];
  const rows = review.matrix.value.cells.map((cell) => [
    nameOf(catalogue, "cell", cell.id),
    writeNumber(catalogue, cell.accounts.length),
    moneyText(catalogue, { amount: cell.revenue, currency: review.currency }),
    nameOf(catalogue, "strategy", cell.strategy),
  ]);
  const titles = columns(drawn, "cell", "accounts", "net", "strategy");
  return sectionOf(drawn, "matrix", [
    chart(drawn, "matrix", "section.matrix"),
    table(say(catalogue, "caption.matrix"), titles, rows, [0, 3]),
  ]);
}

/** @internal */
export function turnoverSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const row = (code: string, one: Turnover): readonly string[] => [
    say(catalogue, `window.${code}`),
    writeNumber(catalogue, one.orders),
    moneyText(catalogue, one.sales),
    moneyText(catalogue, one.returns),
    moneyText(catalogue, one.net),
  ];
  const { accounts, unattributed, total } = review.turnover;
  const titles = columns(drawn, "window", "orders", "sales", "returns", "net");
  return sectionOf(drawn, "turnover", [
    table(say(catalogue, "caption.turnover"), titles, [
      row("accounts", accounts.current),
      row("nobody", unattributed.current),
      row("all", total.current),
      row("before", total.previous),
      row("ever", total.all),
    ]),
  ]);
}

/** @internal */
export function largestSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const byId = new Map(review.accounts.map((one) => [one.account.id, one]));
  const row = (id: string, rank: number, share: number): readonly (readonly string[])[] => {
    const one: AccountReview | undefined = byId.get(id);
    if (one === undefined) return [];
    const [first] = one.actions;
    return [
      [
        accountName(drawn, id),
        writeNumber(catalogue, rank),
        one.abc.state === "known" ? one.abc.value.class : "",
        moneyText(catalogue, one.turnover.current.net),
        writeShare(catalogue, share),
        one.lifecycle.state === "known"
          ? nameOf(catalogue, "value.lifecycle.state", one.lifecycle.value.state)
          : say(catalogue, "text.unknown"),
        first === undefined ? "" : actionTitle(catalogue, first),
      ],
    ];
  };
  const rows = review.abc.rows
    .slice(0, ACCOUNTS_SHOWN_MAX)
    .flatMap(({ id, rank, share }) => row(id, rank, share));
  const titles = columns(drawn, "account", "rank", "class", "net", "share", "state", "action");
  const shown = table(say(catalogue, "caption.largest"), titles, rows, [0, 2, 5, 6]);
  return rows.length === 0 ? [] : sectionOf(drawn, "largest", [shown]);
}
