/** Cards and accounts for properties: every normaliser, groups, missing facts, vetoes. */
import fc from "fast-check";

import type {
  CriteriaGroup,
  Criterion,
  MissingPolicy,
  Normaliser,
  Scorecard,
  ScoredFacts,
} from "../../../src/scoring/index.js";

const PLACES = [0, 1, 2, 3, 4, 5];
export const names: readonly string[] = PLACES.map((place) => `f${place}`);

const whole = fc.integer({ min: -100, max: 100 });
const mark = fc.integer({ min: 0, max: 20 }).map((units) => units / 20);

/** Rising, without repeats. */
function risingOf(list: readonly number[]): number[] {
  return [...new Set(list)].sort((a, b) => a - b);
}

const marked = fc
  .array(fc.tuple(whole, mark), { minLength: 1, maxLength: 5 })
  .map((pairs) => risingOf(pairs.map(([at]) => at)).map((at, index) => ({ at, mark: pairs[index]?.[1] ?? 0 })));

/** Normalisers by limits, of numbers. */
export const limits: fc.Arbitrary<Normaliser> = fc.oneof(
  fc.tuple(whole, fc.integer({ min: 1, max: 200 }), fc.boolean()).map(([low, span, isUp]): Normaliser =>
    isUp ? { kind: "range", worst: low, best: low + span } : { kind: "range", worst: low + span, best: low }),
  fc.tuple(mark, marked).map(([below, points]): Normaliser => ({
    kind: "bands", below, bands: points.map(({ at, mark: one }) => ({ from: at, mark: one })),
  })),
  fc.tuple(whole, fc.integer({ min: 1, max: 100 })).map(([target, tolerance]): Normaliser => ({
    kind: "target", target, tolerance,
  })),
  marked.map((points): Normaliser => ({ kind: "curve", points })),
);

/** Normalisers by the other accounts. */
export const ranks: fc.Arbitrary<Normaliser> = fc.oneof(
  fc.constant<Normaliser>({ kind: "min-max" }),
  fc.constantFrom(1, 2, 3).map((limit): Normaliser => ({ kind: "z-score", limit })),
  fc.constantFrom("mean", "weak", "strict").map((ties): Normaliser => ({ kind: "percentile", ties })),
);

const categories: fc.Arbitrary<Normaliser> = fc.tuple(mark, mark).map(([good, average]): Normaliser => ({
  kind: "categories", marks: [{ is: "good", mark: good }, { is: "average", mark: average }], otherwise: 0,
}));

export const policies: fc.Arbitrary<MissingPolicy> = fc.constantFrom<MissingPolicy[]>(
  "exclude", "neutral", "worst", "refuse",
);
const excludeMostly: fc.Arbitrary<MissingPolicy> = fc.oneof({ weight: 3, arbitrary: fc.constant("exclude") }, policies);

export interface CardParts {
  readonly normalisers?: fc.Arbitrary<Normaliser>;
  readonly missing?: fc.Arbitrary<MissingPolicy>;
  readonly weight?: fc.Arbitrary<number>;
  readonly isGrouped?: boolean;
  readonly isVetoed?: boolean;
}

const classes = [
  { id: "small", from: 0 }, { id: "standard", from: 40 }, { id: "major", from: 60 }, { id: "key", from: 80 },
];
const directions = fc.constantFrom("higher-is-better" as const, "lower-is-better" as const);
const isByPopulation = (kind: Normaliser["kind"]): boolean => ["min-max", "z-score", "percentile"].includes(kind);

/** A card of six criteria; with groups: two in A, one in B within A, one in C, two in the card itself. */
export function cards({
  normalisers = fc.oneof(limits, ranks, categories),
  missing = excludeMostly,
  weight = fc.integer({ min: 1, max: 9 }),
  isGrouped = true,
  isVetoed = false,
}: CardParts = {}): fc.Arbitrary<Scorecard> {
  const groupOf = ["A", "A", "B", "C", undefined, undefined];
  const criterion = (place: number): fc.Arbitrary<Criterion> =>
    fc.tuple(weight, normalisers, missing, directions).map(([own, normaliser, policy, direction]): Criterion => {
      const group = isGrouped ? groupOf[place] : undefined;
      const fact = names[place] ?? "";
      const base: Criterion = { id: `c${place}`, fact, weight: own, normaliser, missing: policy };
      return {
        ...base,
        ...(group === undefined ? {} : { group }),
        ...(isByPopulation(normaliser.kind) ? { direction } : {}),
      };
    });
  const groups = fc.tuple(weight, weight, weight).map(([a, b, c]): CriteriaGroup[] => [
    { id: "B", weight: b, group: "A" }, { id: "A", weight: a }, { id: "C", weight: c },
  ]);
  return fc.tuple(fc.tuple(...PLACES.map(criterion)), groups).map(([criteria, list]): Scorecard => {
    const first = criteria[0];
    const number = first?.normaliser.kind === "categories" ? undefined : first?.fact;
    const veto = number === undefined || !isVetoed ? [] : [
      { id: "veto", class: "small", when: { fact: number, operator: "lessThan" as const, value: -20 } },
    ];
    return {
      id: "card", criteria, classes, ...(isGrouped ? { groups: list } : {}), ...(isVetoed ? { vetoes: veto } : {}),
    };
  });
}

/** Accounts with facts that suit a card. */
export function accountsOf(card: Scorecard, raw: readonly (readonly (number | null)[])[]): ScoredFacts[] {
  return raw.map((values, row) => ({
    id: `a${row}`,
    facts: Object.fromEntries(card.criteria.map(({ fact, normaliser }, place) => {
      const value = values[place] ?? null;
      if (normaliser.kind !== "categories" || value === null) return [fact, value];
      return [fact, value > 30 ? "good" : value > -30 ? "average" : "poor"];
    })),
  }));
}

/** Raw facts of some accounts, one in six missing. */
export const raws: fc.Arbitrary<(number | null)[][]> = fc.array(
  fc.array(fc.option(whole, { freq: 5 }), { minLength: 6, maxLength: 6 }),
  { minLength: 1, maxLength: 12 },
);
