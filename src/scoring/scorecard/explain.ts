/** From the facts of one account to its score with reasons, or the reason why there is none. */
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";
import { markOfFact, vetoFacts } from "./facts.js";
import type { FactValue, ReadAccount } from "./facts.js";
import type {
  Contribution,
  FactTarget,
  GroupScore,
  Lever,
  ScoreRefusal,
  ScoreResult,
} from "./model.js";
import { UNITS, UNITS_PER_POINT } from "./plan.js";
import type { PlannedCriterion, ScorecardPlan } from "./plan.js";
import { PATTERNS_MAX } from "./pattern-shares.js";
import { categoryTarget, numberTarget } from "./reach.js";
import { unitShares } from "./shares.js";

/** Units of a mark; the columnar twin rounds with the same expression. @internal */
export function unitsOf(share: number, mark: number): number {
  return (share * mark + 0.5) | 0;
}

function refuse(id: string, code: ScoreRefusal, missing: readonly string[]): ScoreResult {
  const wanting = code === "fact-missing" ? "a required fact is" : "all facts of weight are";
  const message = `No score: ${wanting} missing.`;
  return { ok: false, id, refusals: [{ code, message, facts: { missing } }] };
}

/**
 * Units that each criterion can give, by which facts are missing: the usual case is kept in the
 * plan, the others are worked out once for a batch.
 *
 * @internal
 */
export class ShareTable {
  readonly #plan: ScorecardPlan;
  readonly #known = new Map<string, readonly number[] | null>();

  constructor(plan: ScorecardPlan) {
    this.#plan = plan;
  }

  /** Null where nothing of weight is left. */
  of(isMissing: (place: number) => boolean): readonly number[] | null {
    const { criteria } = this.#plan;
    let key = "";
    criteria.forEach((one, place) => {
      if (one.missing === "exclude" && isMissing(place)) key += `${String(place)},`;
    });
    if (key === "") return this.#plan.shares;
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const isIn = (place: number): boolean =>
      itemAt(criteria, place).missing !== "exclude" || !isMissing(place);
    const shares = unitShares(this.#plan, isIn);
    if (this.#known.size === PATTERNS_MAX) this.#known.clear();
    this.#known.set(key, shares);
    return shares;
  }
}

interface Part {
  readonly criterion: PlannedCriterion;
  readonly value: FactValue;
  readonly mark: number | null;
  readonly share: number;
  readonly units: number;
}

function markOf(criterion: PlannedCriterion, value: FactValue): number | null {
  if (value !== null) return markOfFact(criterion, value);
  if (criterion.missing === "exclude") return null;
  return criterion.missing === "neutral" ? 0.5 : 0;
}

function contributionOf(plan: ScorecardPlan, part: Part): Contribution {
  const { criterion, value, mark, share, units } = part;
  return {
    criterion: criterion.id,
    value,
    mark,
    pointsMax: share / UNITS_PER_POINT,
    points: units / UNITS_PER_POINT,
    missing: value === null ? criterion.missing : null,
    group: plan.groups[criterion.group]?.id ?? null,
  };
}

function groupScores(plan: ScorecardPlan, parts: readonly Part[]): readonly GroupScore[] {
  const { groups, outsideIn } = plan;
  const shares = groups.map(() => 0);
  const units = groups.map(() => 0);
  const add = (place: number, share: number, gained: number): void => {
    if (place < 0) return;
    shares[place] = itemAt(shares, place) + share;
    units[place] = itemAt(units, place) + gained;
  };
  for (const part of parts) add(part.criterion.group, part.share, part.units);
  for (const place of outsideIn.toReversed())
    add(itemAt(groups, place).parent, itemAt(shares, place), itemAt(units, place));
  return groups.map(({ id, parent }, place) => {
    const [share, gained] = [itemAt(shares, place), itemAt(units, place)];
    return {
      group: id,
      parent: groups[parent]?.id ?? null,
      score: share === 0 ? null : (gained / share) * 100,
      pointsMax: share / UNITS_PER_POINT,
      points: gained / UNITS_PER_POINT,
    };
  });
}

/** Where the fact alone would give the units that are short. */
function targetOf({ criterion, value, share, units }: Part, short: number): FactTarget | null {
  const wanted = units + short;
  if (wanted > share) return null;
  const suffices = (mark: number): boolean => unitsOf(share, mark) >= wanted;
  const { marks } = criterion;
  if (marks.kind === "categories") return categoryTarget(marks, suffices);
  if (marks.kind === "unfitted") return null;
  return numberTarget(marks, typeof value === "number" ? value : null, wanted / share, suffices);
}

function leversOf(
  { sharedFacts }: ScorecardPlan,
  parts: readonly Part[],
  short: number | null,
): readonly Lever[] {
  return parts
    .filter((part) => part.share > part.units)
    .sort(
      (a, b) =>
        b.share - b.units - (a.share - a.units) || compareText(a.criterion.id, b.criterion.id),
    )
    .map((part) => ({
      criterion: part.criterion.id,
      points: (part.share - part.units) / UNITS_PER_POINT,
      target:
        short === null || sharedFacts.has(part.criterion.fact) ? null : targetOf(part, short),
    }));
}

/** Scores what was read, with a table of shares that a batch keeps. @internal */
export function explain(plan: ScorecardPlan, account: ReadAccount, table: ShareTable): ScoreResult {
  const { id, values } = account;
  const { criteria, classes, classUnits } = plan;
  const missing = criteria.filter((_, place) => itemAt(values, place) === null);
  const required = missing.filter((one) => one.missing === "refuse").map((one) => one.fact);
  if (required.length > 0) return refuse(id, "fact-missing", required);
  const shares = table.of((place) => values[place] === null);
  const names = missing.map((one) => one.fact);
  if (shares === null) return refuse(id, "not-enough-data", names);
  const parts = criteria.map((criterion, place): Part => {
    const [value, share] = [itemAt(values, place), itemAt(shares, place)];
    const mark = markOf(criterion, value);
    return { criterion, value, mark, share, units: unitsOf(share, mark ?? 0) };
  });
  const units = parts.reduce((sum, part) => sum + part.units, 0);
  const place = classUnits.findLastIndex((from) => from <= units);
  const above = classes[place + 1];
  const short = above === undefined ? null : itemAt(classUnits, place + 1) - units;
  const known = plan.vetoes.length === 0 ? {} : vetoFacts(plan, (at) => values[at] ?? null);
  const veto = plan.vetoes.find((one) => one.when.holds(known));
  const covered = parts.reduce(
    (sum, part, at) => sum + (part.value === null ? 0 : itemAt(plan.shares, at)),
    0,
  );
  return {
    ok: true,
    id,
    score: units / UNITS_PER_POINT,
    class: veto?.class ?? itemAt(classes, place).id,
    classByScore: itemAt(classes, place).id,
    veto: veto?.id ?? null,
    coverage: covered / UNITS,
    contributions: parts.map((part) => contributionOf(plan, part)),
    groups: groupScores(plan, parts),
    next:
      above === undefined || short === null
        ? null
        : { class: above.id, points: short / UNITS_PER_POINT },
    levers: leversOf(plan, parts, short),
  };
}
