import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { articleGaps, associationRules, audienceOf, nextBestProducts } from "../../../src/scoring/index.js";
import type { AccountSpend, OfferModel } from "../../../src/scoring/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const ARTICLES = ["a", "b", "c", "d", "e"];
const eur = (cents: number): { amount: string; currency: string } => ({ amount: (cents / 100).toFixed(2), currency: "EUR" });
const line = fc.record({ article: fc.constantFrom(...ARTICLES), amount: fc.integer({ min: -500, max: 5000 }).map(eur) });
const accounts: fc.Arbitrary<AccountSpend[]> = fc
  .array(
    fc.record({ segment: fc.constantFrom("north", "south", null), articles: fc.array(line, { maxLength: 6 }) }),
    { maxLength: 12 },
  )
  .map((list) => deepFreeze(list.map((one, index) => ({ id: `c${String(index)}`, ...one }))));

/** Cents that an account spent on an article. */
const spent = (account: AccountSpend, article: string): number =>
  account.articles
    .filter((one) => one.article === article)
    .reduce((sum, one) => sum + Math.round(Number(one.amount.amount) * 100), 0);
const bought = (account: AccountSpend): string[] => ARTICLES.filter((article) => spent(account, article) > 0);
const centsOf = ({ amount }: { amount: string }): number => Math.round(Number(amount) * 100);

describe("gaps", () => {
  test("SC-G01 shares, medians and means are those of asking every peer", () => {
    let seen = 0;
    fc.assert(
      fc.property(accounts, fc.constantFrom(0.2, 0.5, 1), (list, shareMin) => {
        const answers = articleGaps(list, { peersMin: 1, shareMin });
        expect(answers.map(({ account }) => account)).toEqual(list.map(({ id }) => id).sort());
        for (const answer of answers) {
          const own = list.find(({ id }) => id === answer.account)!;
          const peers = list.filter((one) => one !== own && own.segment !== null && one.segment === own.segment);
          expect(answer.peers).toBe(peers.length);
          expect(answer.state).toBe(peers.length === 0 ? "not-enough-data" : "known");
          if (answer.state !== "known") continue;
          const wanted = ARTICLES.filter((article) => {
            const share = peers.filter((peer) => spent(peer, article) > 0).length / peers.length;
            return spent(own, article) <= 0 && share >= shareMin;
          });
          expect(answer.gaps.map(({ article }) => article).sort()).toEqual(wanted);
          for (const gap of answer.gaps) {
            const spends = peers.map((peer) => spent(peer, gap.article)).filter((cents) => cents > 0).sort((a, b) => a - b);
            const total = spends.reduce((sum, cents) => sum + cents, 0);
            expect([gap.buyers, gap.peers, gap.share]).toEqual([spends.length, peers.length, spends.length / peers.length]);
            expect(Math.abs(centsOf(gap.meanSpend) - total / spends.length)).toBeLessThanOrEqual(0.5 + 1e-9);
            expect(Math.abs(centsOf(gap.expectedSpend) - total / peers.length)).toBeLessThanOrEqual(0.5 + 1e-9);
            const middle = (spends[(spends.length - 1) >> 1]! + spends[spends.length >> 1]!) / 2;
            expect(Math.abs(centsOf(gap.medianSpend) - middle)).toBeLessThanOrEqual(0.5 + 1e-9);
            const [low, high] = gap.shareInterval;
            expect(0 <= low && low <= gap.share && gap.share <= high && high <= 1).toBe(true);
            seen += 1;
          }
        }
      }),
      runs(150),
    );
    expect(seen).toBeGreaterThan(seenMin(200));
  });

  test("SC-G02 the order of accounts and lines changes nothing", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const other = [...list].reverse().map((one) => ({ ...one, articles: [...one.articles].reverse() }));
        expect(articleGaps(other, { peersMin: 1 })).toEqual(articleGaps(list, { peersMin: 1 }));
      }),
      runs(100),
    );
  });

  test("SC-G03 naming the others of a segment as peers gives the answer of the segment", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const inSegments = list.filter(({ segment }) => segment !== null);
        const peersOf = inSegments.map(({ id, segment }) => ({
          account: id,
          peers: inSegments.filter((one) => one.id !== id && one.segment === segment).map((one) => one.id),
        }));
        const named = articleGaps(list, { peersMin: 1, peersOf });
        expect(named).toEqual(articleGaps(list, { peersMin: 1 }));
      }),
      runs(100),
    );
  });
});

const modelOf = (list: readonly AccountSpend[], hasRules: boolean, hasGaps: boolean): OfferModel => ({
  ...(hasRules ? { rules: associationRules(list.map(bought), { countMin: 1, confidenceMin: 0 }).rules } : {}),
  ...(hasGaps ? { gaps: articleGaps(list, { peersMin: 1, shareMin: 0.1 }) } : {}),
});

describe("offers", () => {
  test("SC-G04 no account is offered an article that it has bought", () => {
    let offered = 0;
    fc.assert(
      fc.property(accounts, fc.boolean(), fc.boolean(), (list, hasRules, hasGaps) => {
        const owners = list.map((one) => ({ id: one.id, articles: bought(one) }));
        for (const { account, offers } of nextBestProducts(owners, modelOf(list, hasRules, hasGaps))) {
          const own = owners.find(({ id }) => id === account)!.articles;
          expect(offers.filter(({ article }) => own.includes(article))).toEqual([]);
          offered += offers.length;
        }
      }),
      runs(150),
    );
    expect(offered).toBeGreaterThan(seenMin(200));
  });

  test("SC-G05 contributions sum to the score, each reason holds, and the best stands first", () => {
    fc.assert(
      fc.property(accounts, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }), (list, rules, peers) => {
        const owners = list.map((one) => ({ id: one.id, articles: bought(one) }));
        const model = modelOf(list, true, true);
        for (const { account, offers } of nextBestProducts(owners, model, { weights: { rules, peers }, offersMax: 100 })) {
          const own = owners.find(({ id }) => id === account)!.articles;
          offers.forEach((offer, index) => {
            expect(offer.contributions.reduce((sum, { points }) => sum + points, 0)).toBe(offer.score);
            expect(offer.reasons.length).toBeGreaterThan(0);
            // The weighted mean of the best of each kind, over the kinds that there are.
            const weights = { rules, peers, references: 1 };
            const best = { rules: 0, peers: 0, references: 0 };
            for (const reason of [...offer.reasons].reverse()) {
              if (reason.kind === "rule") best.rules = reason.confidence;
              if (reason.kind === "peers") best.peers = reason.share;
            }
            const kinds = offer.contributions.map(({ kind }) => kind);
            const whole = kinds.reduce((sum, kind) => sum + weights[kind], 0);
            const mean = kinds.reduce((sum, kind) => sum + weights[kind] * best[kind], 0) / Math.max(whole, 1);
            expect(offer.score).toBeCloseTo(mean, 12);
            const before = offers[index - 1];
            if (before !== undefined) {
              expect(before.score).toBeGreaterThanOrEqual(offer.score);
              expect(offer.rank === before.rank).toBe(before.score === offer.score);
              if (before.score === offer.score) expect(before.article < offer.article).toBe(true);
            }
            for (const reason of offer.reasons) {
              if (reason.kind !== "rule") continue;
              expect(reason.antecedent.every((article) => own.includes(article))).toBe(true);
              expect(reason.consequent).toContain(offer.article);
              expect(reason.lift).toBeGreaterThan(1);
              expect(reason.confidence).toBe(reason.counts.both / reason.counts.antecedent);
            }
          });
        }
      }),
      runs(100),
    );
  });

  test("SC-G06 the order of accounts, articles and rules changes nothing", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const owners = list.map((one) => ({ id: one.id, articles: bought(one) }));
        const model = modelOf(list, true, true);
        const other = {
          rules: [...(model.rules ?? [])].reverse().map((rule) => ({ ...rule, antecedent: [...rule.antecedent].reverse() })),
          gaps: [...(model.gaps ?? [])].reverse(),
        };
        const turned = [...owners].reverse().map(({ id, articles }) => ({ id, articles: [...articles, ...articles].reverse() }));
        expect(nextBestProducts(turned, other)).toEqual(nextBestProducts(owners, model));
        expect(audienceOf("a", turned, other)).toEqual(audienceOf("a", owners, model));
      }),
      runs(60),
    );
  });

  test("SC-G07 an account is in the audience of an article exactly when it is offered that article, with the same score", () => {
    fc.assert(
      fc.property(accounts, fc.constantFrom(...ARTICLES), fc.constantFrom("exclude", "flag"), (list, article, owned) => {
        const owners = list.map((one) => ({ id: one.id, articles: bought(one) }));
        const model = modelOf(list, true, true);
        const audience = audienceOf(article, owners, model, { owned, accountsMax: 1000 });
        const offers = nextBestProducts(owners, model, { owned, offersMax: 1000 })
          .flatMap((one) => one.offers.filter((offer) => offer.article === article).map(({ score }) => [one.account, score]));
        expect(audience.audience.map(({ account, score }) => [account, score]).sort()).toEqual(offers.sort());
        expect(audience.owners).toBe(owners.filter(({ articles }) => articles.includes(article)).length);
      }),
      runs(100),
    );
  });
});
