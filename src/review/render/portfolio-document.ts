/** The review of a portfolio as a document. */
import type { Movement, PortfolioReview } from "../portfolio/model.js";
import type { Money } from "../../values/money.js";
import { say, writeDate, writeNumber, writeShare } from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";
import { table } from "./document.js";
import type { ReportBlock, ReportDocument, ReportFact, ReportSection } from "./document.js";
import { actionNote, actionReason, actionTitle, moneyText, nameOf } from "./words.js";
import { accountName, columns, drawnOf, sectionOf } from "./drawn.js";
import type { Drawn } from "./drawn.js";
import {
  abcSection,
  classesSection,
  largestSection,
  matrixSection,
  rfmSection,
  statesSection,
  turnoverSection,
  valueSection,
} from "./standing-sections.js";
import {
  contactsSection,
  gradesSection,
  pipelineSection,
  serviceSection,
  stakesSection,
} from "./stakes-sections.js";

const ACTIONS_SHOWN_MAX = 12;

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
