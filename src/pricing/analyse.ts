/** What can be known of a policy without an order: overlaps, dead records, cliffs, gaps, floors. */
import { analyseConditions, compileUnknownCondition, satisfiable } from "../conditions/index.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { itemAt } from "../values/invariant.js";
import { periodsOverlap } from "../values/period.js";
import { ANYONE, bandFindings, orderFor } from "./analyse-bands.js";
import type { PolicyFinding } from "./analyse-bands.js";
import { compilePolicy } from "./compile.js";
import type { ConditionRecord, PricingOrder, PricingPolicy } from "./model.js";
import type { PricingPlan, RecordPlan, StepPlan } from "./plan.js";
import { quote } from "./quote.js";
import { expectRecord } from "../values/plain.js";

/** How to analyse. @since 0.1.0 */
export interface PolicyAnalysisOptions {
  /** Day for validity and for witness orders. */
  readonly asOf: CalendarDate;
}

/** Pairs of records of one key that are compared, and witness orders that are tried. */
const PAIRS_MAX = 200;
const WITNESSES_MAX = 2_000;

/**
 * Looks for what a policy should not contain. Findings come by step, then by id of the record.
 * Articles are those of the policy and of its price records. O(records), with bounded searches:
 * where a bound was met, the finding is `undecided`.
 *
 * @throws ClienteleError as `compilePolicy`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { analysePolicy } from "clientele/pricing";
 *
 * const findings = analysePolicy(
 *   {
 *     id: "2026",
 *     currency: "EUR",
 *     steps: [{ id: "list", kind: "price", access: [["article"]] }],
 *     records: [
 *       { id: "a", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "10" } },
 *       { id: "b", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "12" } },
 *     ],
 *     articles: [{ id: "lamp" }, { id: "vase" }],
 *   },
 *   { asOf: "2026-11-23" },
 * );
 * assert.deepEqual(findings.map(({ kind, subject }) => [kind, subject]), [
 *   ["overlap", undefined],
 *   ["shadowed", undefined],
 *   ["no-price", "vase"],
 * ]);
 * ```
 * @since 0.1.0
 */
export function analysePolicy(
  policy: PricingPolicy,
  options: PolicyAnalysisOptions,
): readonly PolicyFinding[] {
  expectRecord(options, "options");
  const asOf = calendarDate(options.asOf, "options.asOf");
  const plan = compilePolicy(policy);
  const documents = new Map(policy.records.map((record) => [record.id, record]));
  const findings: PolicyFinding[] = [];
  for (const step of plan.steps) {
    for (const access of step.access) {
      for (const records of access.records.values()) analyseKey(step, records, documents, findings);
    }
  }
  for (const step of plan.steps) {
    for (const access of step.access) {
      for (const records of access.records.values()) {
        for (const record of records) analyseRecord(plan, record, documents, asOf, findings);
      }
    }
  }
  analyseArticles(policy, plan, asOf, findings);
  return findings;
}

/** Records of one key: which can hold at once, and which never get their turn. */
function analyseKey(
  step: StepPlan,
  records: readonly RecordPlan[],
  documents: ReadonlyMap<string, ConditionRecord>,
  findings: PolicyFinding[],
): void {
  if (step.isCollecting) return;
  let pairs = 0;
  records.forEach((record, index) => {
    for (const earlier of records.slice(Math.max(0, index - PAIRS_MAX), index)) {
      pairs += 1;
      if (pairs > PAIRS_MAX) {
        findings.push({ kind: "overlap", outcome: "undecided", records: [record.id] });
        return;
      }
      const overlap = overlapOf(earlier, record, documents);
      if (overlap !== null && earlier.priority === record.priority) {
        findings.push({ kind: "overlap", outcome: overlap, records: [earlier.id, record.id] });
      }
      if (isAlways(earlier, record)) {
        findings.push({ kind: "shadowed", outcome: "proven", records: [record.id, earlier.id] });
        return;
      }
    }
  });
}

function overlapOf(
  a: RecordPlan,
  b: RecordPlan,
  documents: ReadonlyMap<string, ConditionRecord>,
): PolicyFinding["outcome"] | null {
  if (a.valid !== null && b.valid !== null && !periodsOverlap(a.valid, b.valid)) return null;
  if (a.currency !== null && b.currency !== null && a.currency !== b.currency) return null;
  const whenA = documents.get(a.id)?.when;
  const whenB = documents.get(b.id)?.when;
  const isBeyond = a.code !== b.code || a.scale !== null || b.scale !== null;
  if (whenA === undefined || whenB === undefined) return isBeyond ? "undecided" : "proven";
  const { outcome } = analyseConditions(whenA, whenB).overlap;
  if (outcome === "disproven") return null;
  return outcome === "proven" && !isBeyond ? "proven" : "undecided";
}

/** Whether a record holds whenever a later one of its key does. */
function isAlways(earlier: RecordPlan, later: RecordPlan): boolean {
  const isOpen = earlier.when === null && earlier.scale === null && earlier.code === null;
  const isUnlimited =
    earlier.unit === null && (earlier.currency === null || earlier.currency === later.currency);
  if (!isOpen || !isUnlimited) return false;
  if (earlier.valid === null) return true;
  if (later.valid === null || later.valid.from < earlier.valid.from) return false;
  const { until } = earlier.valid;
  return until === undefined || (later.valid.until !== undefined && later.valid.until <= until);
}

function analyseRecord(
  plan: PricingPlan,
  record: RecordPlan,
  documents: ReadonlyMap<string, ConditionRecord>,
  asOf: CalendarDate,
  findings: PolicyFinding[],
): void {
  const records = [record.id];
  if (record.valid?.until !== undefined && record.valid.until <= asOf) {
    findings.push({ kind: "expired", outcome: "proven", records, subject: record.valid.until });
  }
  const document = documents.get(record.id);
  if (document?.when !== undefined) {
    const { outcome } = satisfiable(compileUnknownCondition(document.when, { path: "when" }));
    if (outcome === "disproven") findings.push({ kind: "unreachable", outcome: "proven", records });
    if (outcome === "undecided")
      findings.push({ kind: "unreachable", outcome: "undecided", records });
  }
  const article = document?.key.article;
  const known = article === undefined ? undefined : plan.articles.get(article);
  if (record.unit !== null && known !== undefined && !known.units.has(record.unit)) {
    findings.push({ kind: "unit-mismatch", outcome: "proven", records, subject: record.unit });
  }
  if (document !== undefined) findings.push(...bandFindings(plan, record, document, asOf));
}

/** Tries one unit of each article for each client that a record names. */
function analyseArticles(
  policy: PricingPolicy,
  plan: PricingPlan,
  asOf: CalendarDate,
  findings: PolicyFinding[],
): void {
  const articles = new Set((policy.articles ?? []).map(({ id }) => id));
  const clients = new Map<string, ConditionRecord["key"]>([[ANYONE, {}]]);
  const foreign = new Map<string, boolean>();
  for (const { key, step, currency } of policy.records) {
    const isPrice = step === itemAt(plan.steps, 0).id;
    if (isPrice && key.article !== undefined) articles.add(key.article);
    if (key.client !== undefined) clients.set(key.client, { client: key.client });
    if (currency === undefined || currency === policy.currency) continue;
    foreign.set(currency, (foreign.get(currency) ?? false) || isPrice);
  }
  const floorSteps = new Set(
    plan.steps.filter((step) => step.kind === "floor").map((step) => step.id),
  );
  let tries = 0;
  for (const article of [...articles].sort()) {
    let isPriced = false;
    let trimmed: { records: readonly string[]; witness: PricingOrder } | null = null;
    let isCut = false;
    for (const client of clients.values()) {
      tries += 1;
      isCut = tries > WITNESSES_MAX;
      if (isCut) break;
      const witness = orderFor({ ...client, article }, priceFrom(policy, article));
      const result = quote(plan, witness, { asOf });
      isPriced ||= result.unpriced.length === 0;
      const entry = result.lines[0]?.entries.find(({ step }) => floorSteps.has(step));
      if (entry !== undefined)
        trimmed ??= {
          records: [entry.record, ...(entry.trims ?? []).map(({ record }) => record)],
          witness,
        };
    }
    if (trimmed !== null)
      findings.push({ kind: "floor-reached", outcome: "proven", ...trimmed, subject: article });
    else if (isCut && floorSteps.size > 0)
      findings.push({ kind: "floor-reached", outcome: "undecided", records: [], subject: article });
    if (!isPriced) {
      const outcome = isCut || mayBePriced(policy, plan, article, asOf) ? "undecided" : "proven";
      findings.push({
        kind: "no-price",
        outcome,
        records: [],
        subject: article,
        witness: orderFor({ article }, 1),
      });
    }
  }
  for (const [currency, isPriced] of [...foreign].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isPriced)
      findings.push({
        kind: "currency-mismatch",
        outcome: "proven",
        records: [],
        subject: currency,
      });
  }
}

/** Whether some price record could hold for an article, for an order that was not tried. */
function mayBePriced(
  policy: PricingPolicy,
  plan: PricingPlan,
  article: string,
  asOf: CalendarDate,
): boolean {
  const known = plan.articles.get(article);
  return policy.records.some(({ step, key, valid, value }) => {
    if (step !== itemAt(plan.steps, 0).id || value.kind !== "unitPrice") return false;
    const isOver = valid?.until !== undefined && valid.until <= asOf;
    const isUnitKnown =
      value.unit === undefined || known === undefined || known.units.has(value.unit);
    return (
      !isOver && isUnitKnown && (key.article === undefined || isAbove(policy, article, key.article))
    );
  });
}

/** Whether an article is another, or below it in the hierarchy. */
function isAbove(policy: PricingPolicy, article: string, above: string): boolean {
  const links = policy.hierarchies?.article ?? [];
  const parents = new Map(links.map(({ child, parent }) => [child, parent]));
  for (let up: string | undefined = article; up !== undefined; up = parents.get(up))
    if (up === above) return true;
  return false;
}

/** The lowest quantity that some price of an article starts at, so that a gap is not "no price". */
function priceFrom(policy: PricingPolicy, article: string): string | number {
  let lowest: string | number | null = null;
  for (const { key, scale, value } of policy.records) {
    if (key.article !== article || value.kind !== "unitPrice") continue;
    if (scale === undefined) return 1;
    for (const { from } of scale.bands)
      if (lowest === null || Number(from) < Number(lowest)) lowest = from;
  }
  return lowest === null || Number(lowest) < 1 ? 1 : lowest;
}
