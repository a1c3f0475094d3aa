/** The synthetic company: the same on every machine, whole, and known in parts as a real one is. */
import { createHash } from "node:crypto";

import { beforeAll, describe, expect, test } from "vitest";

import { CLIENTS, COUNT } from "../../examples/review/company/clients.js";
import { accountsOn, factsOn } from "../../examples/review/company/company.js";
import { policyOn } from "../../examples/review/company/policy.js";
import { companySource, UsageError } from "../../examples/review/sources.js";
import { compileReview, findDuplicates, monthlyReport, proposeMerge } from "../../src/review/index.js";
import type { Account, AccountReview, MonthlyReport, ReviewPart } from "../../src/review/index.js";
import { add, zero } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";

const AS_OF = "2026-10-31";
/** Of everything that is known of the company on that day. */
const HASH = "17cbafa81471bee79a428f1e0321e2a330be78051178daee5a67baba5a1577dd";

describe("the company's books", () => {
  test("are the same on every machine, to the last character", () => {
    const text = JSON.stringify(factsOn(AS_OF));
    expect(createHash("sha256").update(text).digest("hex")).toBe(HASH);
    expect(JSON.stringify(factsOn(AS_OF))).toBe(text);
  });

  test("hold three hundred accounts with ids of their own", () => {
    const accounts = accountsOn(AS_OF);
    expect(accounts).toHaveLength(COUNT);
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(COUNT);
  });

  test("are plain data, and what is not known is left out", () => {
    const accounts = accountsOn(AS_OF);
    expect(JSON.parse(JSON.stringify(accounts))).toEqual(accounts);
    for (const key of ["invoices", "credit", "deals", "deliveries", "complaints", "contacts", "record"] as const) {
      const known = accounts.filter((account) => account[key] !== undefined).length;
      expect([key, known >= 200, known < COUNT]).toEqual([key, true, true]);
    }
  });

  test("as of an earlier day hold less, and nothing else", () => {
    const [earlier, later] = [accountsOn("2026-06-30"), accountsOn(AS_OF)];
    const laterOf = new Map(later.map((account) => [account.id, account]));
    const ids = (account: Account | undefined): readonly string[] => (account?.orders ?? []).map(({ id }) => id);
    for (const account of earlier) {
      const after = new Set(ids(laterOf.get(account.id)));
      expect(ids(account).every((id) => after.has(id))).toBe(true);
      expect(account.orders.every(({ date }) => date <= "2026-06-30")).toBe(true);
      expect((account.invoices ?? []).every(({ payments = [] }) => payments.every(({ on }) => on <= "2026-06-30"))).toBe(true);
    }
  });
});

const PARTS: readonly ReviewPart[] = [
  "lifecycle", "score", "abc", "rfm", "value", "prices", "bonus", "payment", "risk", "credit", "loss",
  "loyalty", "service", "complaints", "contacts", "crossSell", "pipeline", "record", "market",
];
/** These compare accounts or read the market, and have something to say of each. */
const KNOWN_OF_ALL: readonly ReviewPart[] = ["score", "abc", "crossSell", "market"];

/** The review takes its time: one time zone is enough, as the books are the same in all of them. */
const isHere = (process.env["TZ"] ?? "UTC") === "UTC";

describe.skipIf(!isHere)("its month", () => {
  let report: MonthlyReport;
  let reviews: readonly AccountReview[];

  beforeAll(async () => {
    const source = await companySource({});
    report = monthlyReport(source.policy, source.period, source.facts);
    reviews = report.review.accounts;
  }, 120_000);

  test.each(PARTS)("%s is known of many accounts, and not of all", (part) => {
    const known = reviews.filter((review) => review[part].state === "known").length;
    expect(known).toBeGreaterThanOrEqual(190);
    if (KNOWN_OF_ALL.includes(part)) expect(known).toBe(COUNT);
    else expect(known).toBeLessThan(COUNT);
    const absent = reviews.flatMap((review) => (review[part].state === "unknown" ? [review[part]] : []));
    for (const finding of absent) expect(finding.state === "unknown" && finding.missing.length > 0).toBe(true);
  });

  test("every sum is that of the accounts, to the cent", () => {
    const total = (amounts: readonly (Money | null)[]): string =>
      amounts.reduce<Money>((sum, amount) => (amount === null ? sum : add(sum, amount)), zero("EUR")).amount;
    const { review } = report;
    const of = (pick: (one: AccountReview) => Money | null): string => total(reviews.map(pick));
    expect(review.turnover.accounts.current.net.amount).toBe(of((one) => one.turnover.current.net));
    expect(review.turnover.accounts.all.returns.amount).toBe(of((one) => one.turnover.all.returns));
    expect(review.turnover.total.all.net.amount).toBe(add(review.turnover.accounts.all.net, review.turnover.unattributed.all.net).amount);
    const known = (finding: { state: string; value?: unknown }): unknown => (finding.state === "known" ? finding.value : null);
    expect(known(review.bonusEarned)).toMatchObject({ amount: of((one) => (one.bonus.state === "known" ? one.bonus.value.earned : null)) });
    expect(known(review.overdue)).toMatchObject({ amount: { amount: of((one) => (one.payment.state === "known" ? (one.payment.value.open?.overdue ?? null) : null)) } });
    expect(known(review.credit)).toMatchObject({ exposure: { amount: of((one) => (one.credit.state === "known" ? one.credit.value.decision.exposure.total : null)) } });
    expect(known(review.expectedLoss)).toMatchObject({ amount: { amount: of((one) => (one.loss.state === "known" ? one.loss.value.expected : null)) } });
    expect(known(review.lifetimeValue)).toMatchObject({ amount: { amount: of((one) => (one.value.state === "known" ? one.value.value.lifetime : null)) } });
    expect(known(review.loyaltyLiability)).toMatchObject({ amount: { amount: of((one) => (one.loyalty.state === "known" ? one.loyalty.value.liability : null)) } });
  });

  test("accounts are in every state, class, grade and cell", () => {
    const { lifecycle, classes, grades, matrix } = report.review;
    const states = ["lead", "prospect", "qualified", "negotiating", "active", "keyAccount", "atRisk", "dormant", "lost", "wonBack", "blocked"];
    expect(lifecycle.map(({ state }) => state)).toEqual(expect.arrayContaining(states));
    const named = (finding: typeof classes | typeof grades): number =>
      finding.state === "known" ? finding.value.filter(({ accounts }) => accounts > 0).length : 0;
    expect([named(classes), named(grades)]).toEqual([3, 6]);
    expect(matrix.state === "known" ? matrix.value.cells.filter(({ accounts }) => accounts.length > 0).length : 0).toBe(4);
  });

  test("actions of twenty-five rules and more are proposed, and some are withheld for either reason", () => {
    const rules = new Set(reviews.flatMap(({ actions }) => actions.map(({ rule }) => rule)));
    expect(rules.size).toBeGreaterThanOrEqual(25);
    const because = new Set(reviews.flatMap(({ withheld }) => withheld.map((one) => one.because)));
    expect([...because].sort()).toEqual(["conflict", "recently-done"]);
  });

  test("nothing of the month is unknown: growth, prices, deals, service, contacts, managers, channels, news", () => {
    const { growth, bridge, deals, service, complaints, contacts, managers, channels, news } = report;
    for (const part of [growth, bridge, deals, service, complaints, contacts, managers, channels]) expect(part.state).toBe("known");
    expect(news.length).toBeGreaterThan(10);
    expect(report.review.movement.state).toBe("known");
    expect(managers.state === "known" ? managers.value.managers.map(({ manager }) => manager) : []).toEqual(["ada", "bruno", "claire", "djamel", "elise"]);
  });

  test("accounts that were opened twice are found, and merged without a loss", () => {
    const records = accountsOn(AS_OF).flatMap(({ id, record }) => (record === undefined ? [] : [{ ...record, id }]));
    const { pairs, compared, possible } = findDuplicates(records);
    const found = new Set(pairs.map(({ first, second }) => `${first} ${second}`));
    const twice = CLIENTS.flatMap(({ id, sameAs }) => (sameAs === null ? [] : [`${sameAs} ${id}`]));
    const withRecords = twice.filter((pair) => pair.split(" ").every((id) => records.some((record) => record.id === id)));
    expect(withRecords.length).toBeGreaterThanOrEqual(8);
    expect(withRecords.filter((pair) => !found.has(pair))).toEqual([]);
    expect(compared).toBeLessThan(possible / 10);
    const [first = "", second = ""] = (withRecords[0] ?? "").split(" ");
    const merged = proposeMerge(records.filter(({ id }) => id === first || id === second));
    expect([merged.survivor, ...merged.absorbed].sort()).toEqual([first, second]);
  });

  test("bad numbers in records are told", () => {
    const bad = reviews.flatMap(({ record }) => (record.state === "known" ? record.value.fields.filter(({ field, state }) => field === "siren" && state === "malformed") : []));
    expect(bad.length).toBeGreaterThan(2);
    expect(new Set(bad.map(({ cause }) => cause))).toEqual(new Set(["wrong-check-digits"]));
  });
});

describe("what may be asked for", () => {
  test.each([
    [{ month: "2027-01" }, "the company's books go from"],
    [{ month: "2024-01" }, "the company's books go from"],
    [{ month: "2026-13" }, "is not a month"],
    [{ month: "2026-10", asOf: "2026-10-15" }, "not both"],
  ])("%j is refused with a reason", async (asked, reason) => {
    const action = companySource(asked);
    await expect(action).rejects.toThrow(UsageError);
    await expect(action).rejects.toThrow(reason);
  });

  test("the policy stands by itself on the first day of the books, and on the last", () => {
    for (const day of ["2024-03-31", "2026-11-30"]) expect(compileReview(policyOn(day)).id).toBe("monthly-2026");
  });
});
