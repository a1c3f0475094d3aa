/** The review of one account as a document. */
import type { AccountReview, ReviewPart } from "../account/account-review.js";
import { reviewParts } from "../account/compose.js";
import type { Finding } from "../account/finding.js";
import { figureNames, reviewFigures } from "../figures/figures.js";
import type { Figure } from "../figures/figures.js";
import { figuresOf } from "../figures/figures-of.js";
import { chart } from "./drawn.js";
import { say, writeDate, writeNumber, writeShare } from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";
import { table } from "./document.js";
import type { ReportBlock, ReportDocument, ReportFact, ReportSection } from "./document.js";
import {
  absenceText,
  actionNote,
  actionReason,
  actionTitle,
  changeText,
  figureName,
  moneyText,
  nameOf,
  valueText,
  withheldText,
  withheldTitle,
} from "./words.js";

const CHANGES_MAX = 12;

/** The parts in their order, with turnover before them and warning signs beside the risk. */
const SHOWN: readonly (ReviewPart | "turnover" | "warningSigns")[] = /* @__PURE__ */ (() => [
  "turnover",
  ...reviewParts.flatMap((part) => (part === "risk" ? ([part, "warningSigns"] as const) : part)),
])();

function actionsSection(catalogue: Catalogue, review: AccountReview): ReportSection {
  const items = review.actions.map((action) => ({
    title: actionTitle(catalogue, action),
    text: actionReason(catalogue, action, review.currency),
    note: actionNote(catalogue, action),
  }));
  const blocks: ReportBlock[] =
    items.length === 0
      ? [{ kind: "paragraph", text: say(catalogue, "text.nothingToDo") }]
      : [{ kind: "list", isOrdered: true, items }];
  if (review.withheld.length > 0) {
    blocks.push({
      kind: "list",
      isOrdered: false,
      items: review.withheld.map((one) => ({
        title: withheldTitle(catalogue, one),
        text: withheldText(catalogue, one),
      })),
    });
  }
  return { id: "actions", title: say(catalogue, "section.actions"), blocks };
}

function changesSection(catalogue: Catalogue, review: AccountReview): readonly ReportSection[] {
  if (review.changes.state === "unknown") return [];
  const items = review.changes.value.slice(0, CHANGES_MAX).map((change) => ({
    title: say(catalogue, `direction.${change.direction}`),
    text: changeText(catalogue, change, review.currency),
  }));
  const nothing: ReportBlock = { kind: "paragraph", text: say(catalogue, "text.noChange") };
  const blocks: readonly ReportBlock[] =
    items.length === 0 ? [nothing] : [{ kind: "list", isOrdered: false, items }];
  return [{ id: "changes", title: say(catalogue, "section.changes"), blocks }];
}

function factRows(
  catalogue: Catalogue,
  review: AccountReview,
  part: Figure["part"],
): readonly ReportFact[] {
  const figures = figuresOf(review);
  return figureNames.flatMap((name) => {
    const value = figures[name];
    if (reviewFigures[name].part !== part || value === undefined) return [];
    return [
      {
        label: figureName(catalogue, name),
        value: valueText(catalogue, name, value, review.currency),
      },
    ];
  });
}

function scoreTable(catalogue: Catalogue, review: AccountReview): readonly ReportBlock[] {
  if (review.score.state === "unknown") return [];
  const titles = ["criterion", "value", "points", "pointsMax"];
  return [
    chart({ catalogue }, "score", "caption.contributions"),
    table(
      say(catalogue, "caption.contributions"),
      titles.map((title) => say(catalogue, `column.${title}`)),
      review.score.value.contributions.map((one) => [
        nameOf(catalogue, "criterion", one.criterion),
        one.value === null
          ? say(catalogue, "text.unknown")
          : typeof one.value === "number"
            ? writeNumber(catalogue, one.value)
            : one.value,
        writeNumber(catalogue, one.points),
        writeNumber(catalogue, one.pointsMax),
      ]),
    ),
  ];
}

function priceTable(catalogue: Catalogue, review: AccountReview): readonly ReportBlock[] {
  if (review.prices.state === "unknown") return [];
  const { list, steps, agreed, leakage, invoiced, afterInvoice, pocket } = review.prices.value;
  const row = (code: string, amount: { amount: string; currency: string }): readonly string[] => [
    nameOf(catalogue, "price", code),
    moneyText(catalogue, amount),
  ];
  const lost = { amount: negated(leakage.amount), currency: leakage.currency };
  return [
    chart({ catalogue }, "prices", "caption.prices"),
    table(
      say(catalogue, "caption.prices"),
      [say(catalogue, "column.step"), say(catalogue, "column.amount")],
      [
        row("list", list),
        ...steps.map((one) => row(one.step, one.change)),
        row("agreed", agreed),
        row("leakage", lost),
        row("invoiced", invoiced),
        ...afterInvoice.map((one) => row(one.id, one.change)),
        row("pocket", pocket),
      ],
    ),
  ];
}

function negated(amount: string): string {
  if (amount.startsWith("-")) return amount.slice(1);
  return Number(amount) === 0 ? amount : `-${amount}`;
}

function checksTable(catalogue: Catalogue, review: AccountReview): readonly ReportBlock[] {
  if (review.credit.state === "unknown") return [];
  const { failed } = review.credit.value.decision;
  if (failed.length === 0) return [];
  return [
    {
      kind: "list",
      isOrdered: false,
      items: failed.map((check) => ({
        title: nameOf(catalogue, "value.credit.answer", check.consequence),
        text: nameOf(catalogue, "value.credit.failed", check.code),
      })),
    },
  ];
}

function detailsOf(
  catalogue: Catalogue,
  review: AccountReview,
  part: ReviewPart | "turnover" | "warningSigns",
): readonly ReportBlock[] {
  if (part === "score") return scoreTable(catalogue, review);
  if (part === "prices") return priceTable(catalogue, review);
  if (part === "credit") return checksTable(catalogue, review);
  if (part === "value" && review.value.state === "known")
    return [chart({ catalogue }, "value", "part.value")];
  return [];
}

function partSections(catalogue: Catalogue, review: AccountReview): readonly ReportSection[] {
  return SHOWN.flatMap((part) => {
    const rows = factRows(catalogue, review, part);
    const details = detailsOf(catalogue, review, part);
    if (rows.length === 0 && details.length === 0) return [];
    const basis = review.basis[part];
    const note: readonly ReportBlock[] =
      basis === undefined || basis.count === 0
        ? []
        : [{ kind: "paragraph", text: basisText(catalogue, basis) }];
    const blocks: readonly ReportBlock[] = [{ kind: "facts", rows }, ...details, ...note];
    return [{ id: part, title: say(catalogue, `part.${part}`), blocks }];
  });
}

function basisText(
  catalogue: Catalogue,
  basis: NonNullable<AccountReview["basis"]["turnover"]>,
): string {
  const facts = say(catalogue, `facts.${basis.facts}`, { count: basis.count });
  if (basis.from === null || basis.to === null) return say(catalogue, "text.basis", { facts });
  const code = basis.from === basis.to ? "text.basisOfDay" : "text.basisOfDays";
  return say(catalogue, code, {
    facts,
    from: writeDate(catalogue, basis.from),
    to: writeDate(catalogue, basis.to),
  });
}

function missingSection(catalogue: Catalogue, review: AccountReview): readonly ReportSection[] {
  if (review.missing.length === 0) return [];
  const findings: Partial<Record<ReviewPart, Finding<unknown>>> = review;
  const items = review.missing.flatMap((part) => {
    const finding = findings[part];
    if (finding?.state !== "unknown") return [];
    return [
      { title: say(catalogue, `part.${part}`), text: absenceText(catalogue, finding) },
    ];
  });
  return [
    {
      id: "missing",
      title: say(catalogue, "section.missing"),
      blocks: [{ kind: "list", isOrdered: false, items }],
    },
  ];
}

function tilesOf(catalogue: Catalogue, review: AccountReview): readonly ReportFact[] {
  const figures = figuresOf(review);
  const names = [
    "turnover.net",
    "lifecycle.state",
    "score.class",
    "risk.grade",
    "credit.available",
    "value.lifetime",
  ] as const;
  const tiles = names.flatMap((name): readonly ReportFact[] => {
    const value = figures[name];
    if (value === undefined) return [];
    const text = valueText(catalogue, name, value, review.currency);
    return [{ label: figureName(catalogue, name), value: text }];
  });
  const coverage = writeShare(catalogue, review.coverage);
  return [...tiles, { label: say(catalogue, "tile.coverage"), value: coverage }];
}

/** @internal */
export function accountDocument(catalogue: Catalogue, review: AccountReview): ReportDocument {
  const { account, asOf, policy } = review;
  const { name = "" } = account;
  return {
    language: catalogue.language,
    title: say(catalogue, "title.account", { name: name.trim() === "" ? account.id : name }),
    subtitle: say(catalogue, "text.asOf", { date: writeDate(catalogue, asOf), policy }),
    tiles: tilesOf(catalogue, review),
    sections: [
      actionsSection(catalogue, review),
      ...changesSection(catalogue, review),
      ...partSections(catalogue, review),
      ...missingSection(catalogue, review),
    ],
  };
}
