import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileScorecard, fitScorecard, score } from "../../../src/scoring/index.js";
import type { FactTarget, Scorecard, ScoredFacts } from "../../../src/scoring/index.js";
import { runs, seenMin } from "../../support/runs.js";
import { accountsOf, cards, raws } from "./cards.js";

function changed(account: ScoredFacts, fact: string, value: number | string): ScoredFacts {
  return { ...account, facts: { ...account.facts, [fact]: value } };
}

/** A value that satisfies a target, as near to its edge as doubles allow. */
function reaching({ relation, value }: FactTarget): number | string {
  if (typeof value === "string") return value;
  const bit = Math.max(Math.abs(value) * 2 ** -50, 1e-300);
  return relation === "above" ? value + bit : relation === "below" ? value - bit : value;
}

describe("laws of levers", () => {
  test("SC-L1 the target of a lever lifts the account into the next class, and short of it nothing does", () => {
    const seen = { reached: 0, short: 0, null: 0 };
    fc.assert(
      fc.property(cards(), raws, (card, raw) => {
        const accounts = accountsOf(card, raw);
        const fitted = fitScorecard(card, accounts);
        const plan = compileScorecard(fitted);
        for (const account of accounts) {
          const found = score(plan, account);
          if (!found.ok || found.next === null) continue;
          const rankOf = (id: string): number => card.classes.findIndex((one) => one.id === id);
          for (const { criterion, points, target } of found.levers) {
            const fact = card.criteria.find((one) => one.id === criterion)?.fact ?? "";
            const value = account.facts[fact] ?? null;
            if (target === null) {
              seen.null += 1;
              // Either its points do not suffice, or no fact gives the best mark, or every fact would do.
              if (points < found.next.points) continue;
              if (isConstant(fitted, fact)) continue;
              expect(canReach(fitted, account, fact, found.next.class)).toBe(false);
              continue;
            }
            const after = score(plan, changed(account, fact, reaching(target)));
            expect(after.ok && rankOf(after.classByScore)).toBeGreaterThanOrEqual(rankOf(found.next.class));
            seen.reached += 1;
            if (typeof target.value === "string" || typeof value !== "number" || target.relation === "is") continue;
            // Half way there is not yet enough: the nearest place was named.
            const half = score(plan, changed(account, fact, value + (target.value - value) * 0.999));
            if (half.ok) expect(rankOf(half.classByScore)).toBeLessThan(rankOf(found.next.class));
            const back = score(plan, changed(account, fact, value - (target.value - value) * 0.999));
            if (back.ok) expect(rankOf(back.classByScore)).toBeLessThan(rankOf(found.next.class));
            seen.short += 1;
          }
        }
      }),
      runs(150),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(40));
  });
});

test("a fact that several criteria read has no target of one of them", () => {
  const [up, down] = [{ kind: "range", worst: 0, best: 100 }, { kind: "range", worst: 100, best: 0 }] as const;
  const part = (id: string, fact: string, normaliser: typeof up | typeof down) => ({ id, fact, weight: 1, normaliser, missing: "exclude" }) as const;
  const plan = compileScorecard({
    id: "card", classes: [{ id: "low", from: 0 }, { id: "high", from: 60 }],
    criteria: [part("more", "price", up), part("less", "price", down), part("growth", "growth", up)],
  });
  const found = score(plan, { id: "acme", facts: { price: 30, growth: 20 } });
  // The price alone always gives half of its points, wherever it is.
  expect(found.ok && found.levers.map(({ criterion, target }) => [criterion, target?.relation ?? null])).toEqual([
    ["growth", "at-least"], ["more", null], ["less", null],
  ]);
});

/** Whether a population without spread gives everyone one half. */
function isConstant(card: Scorecard, fact: string): boolean {
  const normaliser = card.criteria.find((one) => one.fact === fact)?.normaliser;
  if (normaliser?.kind === "min-max") return normaliser.population?.min === normaliser.population?.max;
  if (normaliser?.kind === "z-score") return normaliser.population?.deviation === 0;
  return normaliser?.kind === "percentile" && (normaliser.population?.values.length ?? 0) < 2;
}

/** Tries many facts: no proof, but a wrong null is found soon. */
function canReach(card: Scorecard, account: ScoredFacts, fact: string, wanted: string): boolean {
  const plan = compileScorecard(card);
  const rankOf = (id: string): number => card.classes.findIndex((one) => one.id === id);
  const isText = card.criteria.some((one) => one.fact === fact && one.normaliser.kind === "categories");
  const facts = isText ? ["good", "average", "poor"] : Array.from({ length: 801 }, (_, index) => index / 2 - 200);
  return facts.some((value) => {
    const found = score(plan, changed(account, fact, value));
    return found.ok && rankOf(found.classByScore) >= rankOf(wanted);
  });
}
