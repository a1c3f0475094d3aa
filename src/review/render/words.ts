/** The words of figures, changes, actions and absences in a catalogue. */
import { isFigure, reviewFigures } from "../figures/figures.js";
import type { ReviewFact, ReviewFactValues } from "../figures/figures.js";
import type { FigureValue, ReviewChange } from "../figures/changes.js";
import type { Unknown } from "../account/finding.js";
import type { NextAction, WithheldAction } from "../actions/model.js";
import type { Money } from "../../values/money.js";
import { expectIdentifier, expectRecord } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import {
  expectCatalogue,
  fill,
  hasMessage,
  namesIn,
  say,
  writeAmount,
  writeDate,
  writeDecimal,
  writeNumber,
  writeShare,
} from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";

/** A message where the catalogue has one, the text itself otherwise: names that a policy chose. @internal */
export function nameOf(catalogue: Catalogue, group: string, text: string): string {
  const code = `${group}.${text}`;
  return hasMessage(catalogue, code) ? say(catalogue, code) : text;
}

/** @internal */
export function moneyText(catalogue: Catalogue, money: Money): string {
  return writeAmount(catalogue, money.amount, money.currency);
}

/** Figures whose texts have the names of another's. */
const GROUPS: { readonly [name in ReviewFact]?: string } = {
  "lifecycle.nextState": "value.lifecycle.state",
  "contacts.nextChannel": "channel",
  "score.lever": "criterion",
  "score.class": "class",
  "score.nextClass": "class",
  missing: "part",
};

function listText(catalogue: Catalogue, name: ReviewFact, items: readonly string[]): string {
  return items.map((one) => nameOf(catalogue, GROUPS[name] ?? `value.${name}`, one)).join(", ");
}

/** A value of a figure, as its kind is written, with more decimals than usual if wanted. @internal */
export function valueText(
  catalogue: Catalogue,
  name: ReviewFact,
  value: FigureValue,
  currency: string,
  more = 0,
): string {
  if (typeof value === "object")
    return value.length === 0 ? say(catalogue, "text.none") : listText(catalogue, name, value);
  switch (reviewFigures[name].kind) {
    case "amount":
      return writeAmount(catalogue, String(value), currency);
    case "points":
      return writeDecimal(catalogue, String(value));
    case "share":
      return writeShare(catalogue, Number(value), 1 + more);
    case "date":
      return writeDate(catalogue, String(value));
    case "days":
      return say(catalogue, "text.days", { days: Number(Number(value).toFixed(more)) });
    case "score":
    case "count":
    case "number":
      return writeNumber(catalogue, Number(value), 2 + more);
    case "text":
    case "texts":
      return nameOf(catalogue, GROUPS[name] ?? `value.${name}`, String(value));
  }
}

/** The name of a figure. @internal */
export function figureName(catalogue: Catalogue, name: ReviewFact): string {
  return say(catalogue, `figure.${name}`);
}

/** Decimals beyond the usual that a change may take. */
const MORE_DECIMALS_MAX = 6;

/** Both values of a change, with the decimals that it takes to tell one from the other. */
function bothTexts(
  catalogue: Catalogue,
  { figure, from, to }: ReviewChange,
  currency: string,
): { readonly from: string; readonly to: string } {
  const write = (value: FigureValue | null, more: number): string =>
    value === null
      ? say(catalogue, "text.unknown")
      : valueText(catalogue, figure, value, currency, more);
  for (let more = 0; ; more += 1) {
    const texts = { from: write(from, more), to: write(to, more) };
    if (texts.from !== texts.to || more === MORE_DECIMALS_MAX) return texts;
  }
}

/** What came to a list and what left it; null where a list was or is empty, or only its order changed. */
function listChange(catalogue: Catalogue, { figure, from, to }: ReviewChange): string | null {
  if (!Array.isArray(from) || !Array.isArray(to) || from.length === 0 || to.length === 0)
    return null;
  const [before, after]: readonly [readonly string[], readonly string[]] = [from, to];
  const came = after.filter((one) => !before.includes(one));
  const left = before.filter((one) => !after.includes(one));
  if (came.length === 0 && left.length === 0) return null;
  const kind = left.length === 0 ? "more" : came.length === 0 ? "less" : "moreAndLess";
  return say(catalogue, `change.${kind}`, {
    figure: figureName(catalogue, figure),
    more: listText(catalogue, figure, came),
    less: listText(catalogue, figure, left),
  });
}

/** One change in a sentence. @internal */
export function changeText(catalogue: Catalogue, change: ReviewChange, currency: string): string {
  const ofList = listChange(catalogue, change);
  if (ofList !== null) return ofList;
  const { figure, from, to } = change;
  // An amount below zero that falls is more of it: neither word would be understood.
  const isSigned = [from, to].some((one) => typeof one === "string" && one.startsWith("-"));
  const isAmount = reviewFigures[figure].kind === "amount";
  const kind = isAmount && isSigned && from !== null && to !== null ? "changed" : change.kind;
  return say(catalogue, `change.${kind}`, {
    figure: figureName(catalogue, figure),
    ...bothTexts(catalogue, change, currency),
  });
}

/**
 * A change of a review in a sentence of a catalogue.
 *
 * @param currency - the currency of the review
 * @throws ClienteleError `review.no_message`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { changeInWords, english, reviewAccount } from "clientele/review";
 *
 * const lines = [{ article: "chair", quantity: 4, unitPrice: "50.00" }];
 * const orders = [
 *   { id: "R-1", date: "2026-10-02", lines },
 *   { id: "R-2", date: "2026-11-02", lines },
 * ];
 * const policy = { id: "monthly", currency: "EUR" };
 * const before = reviewAccount(policy, { id: "acme", orders: orders.slice(0, 1) }, { asOf: "2026-10-31" });
 * const now = reviewAccount(policy, { id: "acme", orders }, { asOf: "2026-11-23", previous: before });
 * assert.ok(now.changes.state === "known");
 * const words = now.changes.value.map((change) => changeInWords(change, english, "EUR"));
 * assert.ok(words.includes("Orders rose from 1 to 2."));
 * ```
 * @since 0.1.0
 */
export function changeInWords(
  change: ReviewChange,
  catalogue: Catalogue,
  currency: string,
): string {
  expectCatalogue(catalogue);
  expectRecord(change, "change");
  expectIdentifier(currency, "currency");
  return readingStored(change, "change", () => changeText(catalogue, change, currency));
}

/** Why a part is not known. @internal */
export function absenceText(catalogue: Catalogue, { reason, missing }: Unknown): string {
  const names = missing.map((name) =>
    isFigure(name) ? figureName(catalogue, name) : nameOf(catalogue, "missing", name),
  );
  return say(catalogue, `absence.${reason}`, { missing: names.join(", ") });
}

/** Figures as the parameters of a text. */
function parametersOf(
  catalogue: Catalogue,
  figures: ReviewFactValues,
  currency: string,
): Readonly<Record<string, string | number>> {
  const parameters: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(figures)) {
    if (value === undefined || !isFigure(name)) continue;
    const { kind } = reviewFigures[name];
    // Days stand in sentences that name their unit.
    parameters[name] =
      kind === "days" ? Math.round(Number(value)) : valueText(catalogue, name, value, currency);
  }
  return parameters;
}

/** What to do, in the language of the catalogue where it knows the rule. @internal */
export function actionTitle(catalogue: Catalogue, action: NextAction): string {
  const code = `action.${action.rule}.title`;
  return hasMessage(catalogue, code) ? say(catalogue, code) : action.title;
}

/** Why, in the catalogue's words where it knows the rule, with its numbers in any case. @internal */
export function actionReason(catalogue: Catalogue, action: NextAction, currency: string): string {
  const parameters = parametersOf(catalogue, action.facts, currency);
  const own = catalogue.messages[`action.${action.rule}.reason`];
  // A host may have a rule of that name with figures of its own: then its own words are right.
  const isOfRule = own !== undefined && namesIn(own).every((name) => name in action.facts);
  return fill(catalogue, isOfRule ? own : action.reasonTemplate, parameters);
}

/** Who, by when and what is at stake. @internal */
export function actionNote(catalogue: Catalogue, action: NextAction): string {
  const who = nameOf(catalogue, "role", action.role);
  const when = writeDate(catalogue, action.dueOn);
  if (action.value === null) return say(catalogue, "text.actionNote", { who, when });
  const value = moneyText(catalogue, action.value);
  return say(catalogue, "text.actionNoteValue", { who, when, value });
}

/** What an action that is withheld would be. @internal */
export function withheldTitle(catalogue: Catalogue, { rule, title }: WithheldAction): string {
  const code = `action.${rule}.title`;
  return say(catalogue, "text.withheld", {
    rule: hasMessage(catalogue, code) ? say(catalogue, code) : title,
  });
}

/** Why an action is withheld. @internal */
export function withheldText(catalogue: Catalogue, one: WithheldAction): string {
  if (one.because === "conflict") {
    const topic = nameOf(catalogue, "topic", one.topic);
    const code = `action.${one.blockedBy}.title`;
    const rule = hasMessage(catalogue, code) ? say(catalogue, code) : one.blockedByTitle;
    return say(catalogue, "withheld.conflict", { topic, rule });
  }
  return say(catalogue, "withheld.recently-done", {
    on: writeDate(catalogue, one.doneOn),
    until: writeDate(catalogue, one.until),
  });
}
