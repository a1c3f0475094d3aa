/** What is odd about the bands of a record: cliffs where buying more costs less, and gaps. */
import { analyseScale } from "../scales/index.js";
import type { ScalePlan } from "../scales/index.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { compareDecimals, subtractDecimals } from "../values/decimal.js";
import type { DecimalText } from "../values/decimal.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers } from "../values/rounding.js";
import { fitsScale, formatScaled, powerOfTen } from "../values/scaled.js";
import type { ConditionRecord, PricingOrder } from "./model.js";
import type { PricingPlan, RecordPlan } from "./plan.js";
import { quote } from "./quote.js";

/** What a finding is about. @since 0.1.0 */
export type PolicyFindingKind =
  /** Two records of one key and one priority can hold at once: only the id decides. */
  | "overlap"
  /** A record that another always goes before. */
  | "shadowed"
  /** A condition that no order fulfils. */
  | "unreachable"
  /** Its validity is over. */
  | "expired"
  /** Buying more costs less in total. */
  | "cliff"
  /** Below the lowest band there is no price. */
  | "scale-gap"
  /** Discounts that a floor has to trim. */
  | "floor-reached"
  | "no-price"
  | "unit-mismatch"
  | "currency-mismatch";

/**
 * One finding. `proven`: it is so, with a witness order where an order shows it. `undecided`: the
 * search was bounded, or a condition is beyond it. What was disproven is not listed.
 *
 * @since 0.1.0
 */
export interface PolicyFinding {
  readonly kind: PolicyFindingKind;
  readonly outcome: "proven" | "undecided";
  readonly records: readonly string[];
  /** Article, unit, currency or bound that it is about. */
  readonly subject?: string;
  readonly witness?: PricingOrder;
}

/** Stands for a client that no record names. @internal */
export const ANYONE = "any-client";
/** Articles that a discount for all is tried on. */
const ARTICLES_MAX = 50;

/** @internal */
export function orderFor(key: ConditionRecord["key"], quantity: string | number): PricingOrder {
  const { client, clientGroup, article, productGroup } = key;
  return {
    client: client ?? ANYONE,
    ...(clientGroup === undefined ? {} : { clientGroup }),
    lines: [
      {
        id: "1",
        article: article ?? "any-article",
        quantity,
        ...(productGroup === undefined ? {} : { productGroup }),
      },
    ],
  };
}

/** @internal */
export function bandFindings(
  plan: PricingPlan,
  record: RecordPlan,
  document: ConditionRecord,
  asOf: CalendarDate,
): readonly PolicyFinding[] {
  const { scale, basis } = record;
  if (scale === null) return [];
  if (record.kind === "unitPrice") return priceFindings(plan, record, scale, document);
  if (record.kind !== "percent" && basis?.base === "value") return [];
  if (basis?.base === "value") return rateFindings(record, scale);
  return basis?.base === "weight" || basis?.over === "order" || basis?.counter !== undefined
    ? []
    : discountFindings(plan, record, scale, document, asOf);
}

/** A scale of prices is a total by itself: its cliffs are exact. */
function priceFindings(
  plan: PricingPlan,
  record: RecordPlan,
  scale: ScalePlan,
  { key }: ConditionRecord,
): readonly PolicyFinding[] {
  const records = [record.id];
  const isWhole =
    key.article !== undefined && plan.articles.get(key.article)?.document.isIndivisible === true;
  const findings: PolicyFinding[] = [];
  for (const finding of analyseScale(scale)) {
    if (finding.kind === "falling") continue;
    if (finding.kind === "gap") {
      findings.push({ kind: "scale-gap", outcome: "proven", records, subject: finding.until });
      continue;
    }
    // By the piece, a cliff is one only if there is a whole number of pieces on it.
    const fewer = oneLess(finding.at);
    if (isWhole && (fewer === null || compareDecimals(fewer, finding.from) <= 0)) continue;
    const isShown = key.article !== undefined && record.basis?.over !== "order";
    findings.push({
      kind: "cliff",
      outcome: "proven",
      records,
      subject: finding.at,
      ...(isShown ? { witness: orderFor(key, finding.at) } : {}),
    });
  }
  return findings;
}

/** A rate by value: what is paid is the value × (1 + rate), a scale by itself. */
function rateFindings(record: RecordPlan, scale: ScalePlan): readonly PolicyFinding[] {
  const one = powerOfTen(scale.valueScale);
  const paid = { ...scale, values: scale.values.map((value) => addIntegers(one, value)) };
  return analyseScale(paid).flatMap((finding): readonly PolicyFinding[] =>
    finding.kind === "cliff"
      ? [{ kind: "cliff", outcome: "proven", records: [record.id], subject: finding.at }]
      : [],
  );
}

/** A discount by quantity: tried on quotes, at each bound and one whole unit below it. */
function discountFindings(
  plan: PricingPlan,
  record: RecordPlan,
  scale: ScalePlan,
  { key, code }: ConditionRecord,
  asOf: CalendarDate,
): readonly PolicyFinding[] {
  const codes = code === undefined ? {} : { codes: [code] };
  const articles = key.article === undefined ? pricedArticles(plan) : [key.article];
  const net = (article: string, quantity: DecimalText): DecimalText | null => {
    const order = { ...orderFor({ ...key, article }, quantity), ...codes };
    const result = quote(plan, order, { asOf });
    const isHit = result.lines[0]?.entries.some((entry) => entry.record === record.id) === true;
    return isHit ? result.net.amount : null;
  };
  const findings: PolicyFinding[] = [];
  for (let band = 1; band < scale.bounds.length; band += 1) {
    const bound = { units: itemAt(scale.bounds, band), scale: scale.baseScale };
    const subject = formatScaled(bound);
    const fewer = fitsScale(bound, 0) ? oneLess(subject) : null;
    if (fewer === null) continue;
    const article = articles.slice(0, ARTICLES_MAX).find((one) => {
      const [less, more] = [net(one, fewer), net(one, subject)];
      return less !== null && more !== null && compareDecimals(more, less) < 0;
    });
    if (article === undefined) continue;
    const witness = { ...orderFor({ ...key, article }, subject), ...codes };
    findings.push({ kind: "cliff", outcome: "proven", records: [record.id], subject, witness });
  }
  return findings;
}

/** One unit less, if that is still something. */
function oneLess(quantity: DecimalText): DecimalText | null {
  const fewer = subtractDecimals(quantity, "1");
  return compareDecimals(fewer, "0") > 0 ? fewer : null;
}

function pricedArticles(plan: PricingPlan): readonly string[] {
  const articles = new Set(plan.articles.keys());
  for (const access of itemAt(plan.steps, 0).access) {
    const [field] = access.fields;
    if (access.fields.length === 1 && field === "article")
      for (const article of access.records.keys()) articles.add(article);
  }
  return [...articles].sort();
}
