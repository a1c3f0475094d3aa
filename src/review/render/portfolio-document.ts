/** The review of a portfolio as a document. */
import type { AccountReview } from "../account/account-review.js";
import type { Turnover } from "../account/turnover.js";
import type { Movement, PortfolioReview } from "../portfolio/model.js";
import type { Money } from "../../values/money.js";
import { say, writeDate, writeNumber, writeShare } from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";
import { table } from "./document.js";
import type { ReportBlock, ReportDocument, ReportFact, ReportSection } from "./document.js";
import { actionNote, actionReason, actionTitle, moneyText, nameOf } from "./words.js";

const ACTIONS_SHOWN_MAX = 12;
const ACCOUNTS_SHOWN_MAX = 25;
const STAKES_SHOWN_MAX = 10;

/** What every section is made of. @internal */
export interface Drawn {
  readonly catalogue: Catalogue;
  readonly review: PortfolioReview;
  readonly names: ReadonlyMap<string, string>;
}

function columns({ catalogue }: Drawn, ...codes: readonly string[]): readonly string[] {
  return codes.map((code) => say(catalogue, `column.${code}`));
}

/** The name of an account, its id where it has none. @internal */
export function accountName({ names }: Drawn, id: string): string {
  return names.get(id) ?? id;
}

/** @internal */
export function sectionOf(
  { catalogue }: Drawn,
  id: string,
  blocks: readonly ReportBlock[],
): readonly ReportSection[] {
  if (blocks.length === 0) return [];
  return [{ id, title: say(catalogue, `section.${id}`), blocks }];
}

/** @internal */
export function tilesOf({ catalogue, review }: Drawn): readonly ReportFact[] {
  const { turnover, concentration, windows } = review;
  const tile = (code: string, value: string, note = ""): ReportFact => ({
    label: say(catalogue, `tile.${code}`),
    value,
    note,
  });
  const accounts = (count: number): string => say(catalogue, "text.accounts", { count });
  const known = (
    code: string,
    finding: { state: "known"; value: { accounts: number; amount: Money } } | { state: "unknown" },
  ): readonly ReportFact[] =>
    finding.state === "unknown"
      ? []
      : [tile(code, moneyText(catalogue, finding.value.amount), accounts(finding.value.accounts))];
  const { credit, pipeline, bonusEarned } = review;
  return [
    tile(
      "net",
      moneyText(catalogue, turnover.total.current.net),
      say(catalogue, "text.since", { date: writeDate(catalogue, windows.current.from) }),
    ),
    tile("accounts", writeNumber(catalogue, review.accounts.length)),
    ...(concentration.state === "known"
      ? [tile("topTen", writeShare(catalogue, concentration.top[10]))]
      : []),
    ...(bonusEarned.state === "known"
      ? [tile("bonus", moneyText(catalogue, bonusEarned.value))]
      : []),
    ...known("overdue", review.overdue),
    ...(credit.state === "known"
      ? [
          tile(
            "exposure",
            moneyText(catalogue, credit.value.exposure),
            accounts(credit.value.accounts),
          ),
        ]
      : []),
    ...known("expectedLoss", review.expectedLoss),
    ...(pipeline.state === "known"
      ? [tile("pipeline", moneyText(catalogue, pipeline.value.weighted))]
      : []),
    ...known("lifetime", review.lifetimeValue),
    ...known("liability", review.loyaltyLiability),
    tile("coverage", writeShare(catalogue, review.coverage)),
  ];
}

/** @internal */
export function actionsSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const shown = review.actions.slice(0, ACTIONS_SHOWN_MAX);
  if (shown.length === 0) {
    const text = say(catalogue, "text.nothingToDo");
    return sectionOf(drawn, "actions", [{ kind: "paragraph", text }]);
  }
  const items = shown.map(({ account, action }) => ({
    title: say(catalogue, "text.accountAction", {
      account: accountName(drawn, account),
      action: actionTitle(catalogue, action),
    }),
    text: actionReason(catalogue, action, review.currency),
    note: actionNote(catalogue, action),
  }));
  return sectionOf(drawn, "actions", [{ kind: "list", isOrdered: true, items }]);
}

/** A place for a drawing. @internal */
export function chart(
  { catalogue }: { readonly catalogue: Catalogue },
  id: string,
  titleCode: string,
): ReportBlock {
  return {
    kind: "chart",
    id,
    title: say(catalogue, titleCode),
    description: say(catalogue, `chart.${id}`),
  };
}

function statesSection(drawn: Drawn): readonly ReportSection[] {
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

function classesSection(drawn: Drawn): readonly ReportSection[] {
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

function abcSection(drawn: Drawn): readonly ReportSection[] {
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

function rfmSection(drawn: Drawn): readonly ReportSection[] {
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
function valueSection(drawn: Drawn): readonly ReportSection[] {
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

function stakesSection(drawn: Drawn, id: "risks" | "opportunities"): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review[id].length === 0) return [];
  const rows = review[id]
    .slice(0, STAKES_SHOWN_MAX)
    .map(({ account, kind, amount }) => [
      accountName(drawn, account),
      nameOf(catalogue, "stake", kind),
      moneyText(catalogue, amount),
    ]);
  const titles = columns(drawn, "account", "kind", "amount");
  return sectionOf(drawn, id, [table(say(catalogue, "caption.stakes"), titles, rows, [0, 1])]);
}

function gradesSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.grades.state === "unknown") return [];
  const rows = review.grades.value.map((one) => [
    one.grade ?? say(catalogue, "text.noClass"),
    writeNumber(catalogue, one.accounts),
    moneyText(catalogue, one.exposure),
    moneyText(catalogue, one.expectedLoss),
  ]);
  const titles = columns(drawn, "grade", "accounts", "exposure", "expectedLoss");
  return sectionOf(drawn, "grades", [table(say(catalogue, "caption.grades"), titles, rows)]);
}

function pipelineSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.pipeline.state === "unknown") return [];
  const { byMonth, interval } = review.pipeline.value;
  const rows = byMonth.map(({ month, open, weighted }) => [
    month ?? say(catalogue, "text.noMonth"),
    moneyText(catalogue, open),
    moneyText(catalogue, weighted),
  ]);
  const text = say(catalogue, "text.interval", {
    coverage: writeShare(catalogue, interval.coverage),
    from: moneyText(catalogue, interval.from),
    to: moneyText(catalogue, interval.to),
  });
  return sectionOf(drawn, "pipeline", [
    table(say(catalogue, "caption.pipeline"), columns(drawn, "month", "open", "weighted"), rows),
    { kind: "paragraph", text },
  ]);
}

function movementTable(
  drawn: Drawn,
  code: string,
  group: string,
  movements: readonly Movement[],
): readonly ReportBlock[] {
  const { catalogue } = drawn;
  const moved = movements.filter(({ from, to }) => from !== to);
  if (moved.length === 0) return [];
  const word = (text: string | null): string =>
    text === null ? say(catalogue, "text.noClass") : nameOf(catalogue, group, text);
  const rows = moved.map(({ from, to, accounts, net }) => [
    word(from),
    word(to),
    writeNumber(catalogue, accounts),
    moneyText(catalogue, net),
  ]);
  const titles = columns(drawn, "from", "to", "accounts", "net");
  return [table(say(catalogue, `caption.${code}`), titles, rows, [0, 1])];
}

/** @internal */
export function movementSection(drawn: Drawn): readonly ReportSection[] {
  const { movement } = drawn.review;
  if (movement.state === "unknown") return [];
  const { lifecycle, abc, score, grade } = movement.value;
  return sectionOf(drawn, "movement", [
    ...movementTable(drawn, "movementState", "value.lifecycle.state", lifecycle),
    ...movementTable(drawn, "movementClass", "class", score),
    ...movementTable(drawn, "movementAbc", "abc", abc),
    ...movementTable(drawn, "movementGrade", "grade", grade),
  ]);
}

function matrixSection(drawn: Drawn): readonly ReportSection[] {
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

function contactsSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.contacts.state === "unknown") return [];
  const { overdue, due, upcoming, contacts } = review.contacts.value;
  const rows = contacts
    .slice(0, STAKES_SHOWN_MAX)
    .map((one) => [
      accountName(drawn, one.account),
      nameOf(catalogue, "channel", one.channel),
      writeDate(catalogue, one.dueOn),
      writeDate(catalogue, one.nextOn),
    ]);
  const text = say(catalogue, "text.contacts", { overdue, due, upcoming });
  const titles = columns(drawn, "account", "channel", "due", "next");
  return sectionOf(drawn, "contacts", [
    { kind: "paragraph", text },
    ...(rows.length === 0
      ? []
      : [table(say(catalogue, "caption.contacts"), titles, rows, [0, 1, 2, 3])]),
  ]);
}

function serviceSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const { service, complaints, currency } = review;
  const fact = (code: string, value: string): ReportFact => ({
    label: say(catalogue, code),
    value,
  });
  const amount = (values: readonly Money[]): string =>
    moneyText(catalogue, values.find((one) => one.currency === currency) ?? { amount: "0", currency });
  const rows: ReportFact[] = [];
  if (service.state === "known") {
    const { orderRates, backlog, overdueBacklog } = service.value;
    const rate = orderRates.onTimeInFull;
    const text =
      rate.state === "known" ? writeShare(catalogue, rate.value) : say(catalogue, "text.unknown");
    rows.push(
      fact("figure.service.onTimeInFull", text),
      fact("figure.service.backlog", amount(backlog.values)),
      fact("figure.service.overdueBacklog", amount(overdueBacklog.values)),
    );
  }
  if (complaints.state === "known") {
    const { open, overdue } = complaints.value;
    rows.push(
      fact("figure.complaints.open", writeNumber(catalogue, open.length)),
      fact("figure.complaints.overdue", writeNumber(catalogue, overdue)),
    );
  }
  return rows.length === 0 ? [] : sectionOf(drawn, "service", [{ kind: "facts", rows }]);
}

function turnoverSection(drawn: Drawn): readonly ReportSection[] {
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

function largestSection(drawn: Drawn): readonly ReportSection[] {
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

/** @internal */
export function drawnOf(catalogue: Catalogue, review: PortfolioReview): Drawn {
  const names = new Map<string, string>();
  for (const { account } of review.accounts) {
    if (account.name !== undefined && account.name.trim() !== "")
      names.set(account.id, account.name);
  }
  return { catalogue, review, names };
}

/** The sections that a portfolio has whatever the period. @internal */
export function portfolioSections(drawn: Drawn): readonly ReportSection[] {
  return [
    ...statesSection(drawn),
    ...classesSection(drawn),
    ...abcSection(drawn),
    ...rfmSection(drawn),
    ...valueSection(drawn),
    ...matrixSection(drawn),
    ...stakesSection(drawn, "risks"),
    ...stakesSection(drawn, "opportunities"),
    ...gradesSection(drawn),
    ...pipelineSection(drawn),
    ...serviceSection(drawn),
    ...contactsSection(drawn),
    ...turnoverSection(drawn),
    ...largestSection(drawn),
  ];
}

/** @internal */
export function portfolioDocument(catalogue: Catalogue, review: PortfolioReview): ReportDocument {
  const drawn = drawnOf(catalogue, review);
  const { asOf, policy } = review;
  return {
    language: catalogue.language,
    title: say(catalogue, "title.portfolio"),
    subtitle: say(catalogue, "text.asOf", { date: writeDate(catalogue, asOf), policy }),
    tiles: tilesOf(drawn),
    sections: [
      ...actionsSection(drawn),
      ...movementSection(drawn),
      ...portfolioSections(drawn),
    ],
  };
}
