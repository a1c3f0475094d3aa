/** Schemas of accounts and of whole policies: what they take is what the types and the review take. */
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";

import { clientLifecycle, start, transition } from "../../src/lifecycle/index.js";
import { reviewAccount } from "../../src/review/index.js";
import type { Account, ReviewPolicy } from "../../src/review/index.js";
import { parseAccount, parseReviewPolicy, safeParseAccount, safeParseReviewPolicy } from "../../src/review/schema.js";
import type { accountSchema, quietPeriodSchema, reviewPolicySchema } from "../../src/review/schema.js";
import { runs } from "../support/runs.js";
import { fullPolicy, known2026 } from "./full-policy.js";
import { asOf, someAccounts } from "./generated-accounts.js";

/** A type without anything optional in it, lists and records of any key left as they are. */
type Whole<T> = T extends readonly (infer Item)[]
  ? readonly Whole<Item>[]
  : T extends object
    ? string extends keyof T
      ? T
      : { readonly [Key in keyof T]-?: Whole<T[Key]> }
    : T;

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const lifecycle = clientLifecycle();
const begun = start(lifecycle, { at: "2026-01-01T00:00:00.000Z" });
const standing = transition(lifecycle, begun, { type: "ORDERED", id: "1", payload: { order: "1" } }, { at: "2026-01-02T00:00:00.000Z", by: { id: "x" } }).state;

/** Everything that the type can hold: the compiler says what is missing. */
const everything: Whole<Account> = {
  id: "acme",
  name: "Acme SA",
  clientGroup: "north",
  segment: "retail",
  manager: "ada",
  channel: "fairs",
  attributes: { fit: 8, region: "north" },
  bonus: "annual",
  loyalty: null,
  orders: [{ id: "R-1", date: "2026-10-01", lines: [{ article: "chair", productGroup: "seats", quantity: 2, unitPrice: "44.00" }] }],
  invoices: [{ id: "R-1", amount: eur("88.00"), issuedOn: "2026-10-01", dueOn: "2026-11-01", payments: [{ on: "2026-10-20", amount: eur("8.00"), kind: "creditNote" }], disputed: false, promises: [{ madeOn: "2026-11-02", payBy: "2026-12-01", amount: eur("80.00") }] }],
  evidence: { taxArrears: { state: "missing", reason: "not asked" } },
  reputation: [{ id: "P-1", kind: "reference", rating: 90, on: "2026-04-01", source: "Bolt Ltd" }],
  credit: {
    openOrders: [{ id: "O-1", amount: eur("5.00"), deliverOn: "2026-12-01", prepaid: eur("1.00") }],
    deliveredNotInvoiced: [{ id: "D-1", amount: eur("5.00") }],
    bills: [{ id: "B-1", amount: eur("5.00"), dueOn: "2026-12-01" }],
    secured: eur("1.00"),
    dunningLevel: 1,
    reviewBy: "2027-01-01",
    limit: eur("1000.00"),
    limitFacts: { equity: eur("1.00"), annualTurnover: eur("1.00"), insuredLimit: eur("1.00"), highestPaidExposure: eur("1.00") },
  },
  deals: [{ id: "D-1", state: "won", amount: eur("1.00"), openedOn: "2026-01-01", enteredOn: "2026-02-01", closesOn: "2026-12-01", probability: 0.5, closedOn: "2026-03-01", outcome: "won" }],
  standing: standing as Whole<Account>["standing"],
  deliveries: [{ id: "L-1", orderedOn: "2026-07-01", promisedOn: "2026-07-10", currency: "EUR", lines: [{ id: "1", article: "chair", quantity: 2, unit: "piece", unitPrice: "1", promisedOn: "2026-07-11", cancelled: 1, deliveries: [{ on: "2026-07-09", quantity: 1 }] }] }],
  complaints: [{ id: "K-1", account: "acme", openedOn: "2026-11-01", dueOn: "2026-11-15", closedOn: "2026-11-10" }],
  contacts: {
    made: [{ on: "2026-09-01", channel: "phone", answered: true, campaign: "spring" }],
    consents: [{ channel: "email", grantedOn: "2026-01-01", withdrawnOn: "2026-02-01" }],
    preferredChannels: ["phone"],
    quietPeriods: [{ from: "2026-08-01", until: "2026-09-01", name: "summer" }],
    since: "2026-01-01",
  },
  record: { name: "Acme SA", sites: [{ city: "Lyon" }], verifiedOn: { name: "2026-01-01" } },
  actionsTaken: [{ rule: "collect-overdue", on: "2026-11-20" }],
};

describe("the schema of an account", () => {
  test("and its type are equal", () => {
    expectTypeOf<z.output<typeof accountSchema>>().toEqualTypeOf<Account>();
    expectTypeOf<z.output<typeof reviewPolicySchema>>().toEqualTypeOf<ReviewPolicy>();
    expectTypeOf<z.output<typeof quietPeriodSchema>>().toExtend<{ from: string }>();
  });

  test("takes everything that the type can hold, and so does the review", () => {
    const account: unknown = structuredClone(everything);
    expect(parseAccount(account)).toEqual(everything);
    expect(reviewAccount(fullPolicy, parseAccount(account), { asOf }).missing).toEqual(["abc", "rfm", "market"]);
  });

  test("W-60 takes what the review takes, and gives it back as it was", () => {
    fc.assert(
      fc.property(someAccounts, (accounts) => {
        for (const account of accounts) expect(parseAccount(structuredClone(account))).toEqual(account);
      }),
      runs(40),
    );
  });

  test("refuses a key that is not known, wherever it stands", () => {
    let places = 0;
    const visit = (value: unknown, path: string): void => {
      if (Array.isArray(value)) value.forEach((item, index) => { visit(item, `${path}[${String(index)}]`); });
      else if (typeof value === "object" && value !== null) {
        const holder = value as Record<string, unknown>;
        for (const [key, member] of Object.entries(holder)) visit(member, path === "" ? key : `${path}.${key}`);
        // Records of any key, and what a host names itself.
        if (/^(?:attributes|evidence|record|standing\.recent)/.test(path)) return;
        holder["colour"] = "red";
        const found = safeParseAccount(copy);
        delete holder["colour"];
        expect(found).toMatchObject({ ok: false, issues: [{ code: "schema.unknown_key", path: path === "" ? "colour" : `${path}.colour` }] });
        places += 1;
      }
    };
    const copy = structuredClone(everything);
    visit(copy, "");
    expect(places).toBeGreaterThan(30);
  });

  test.each<[object, string, string]>([
    [{ orders: [{ id: "1", date: "2026-02-30", lines: [] }] }, "date.invalid", "orders[0].date"],
    [{ orders: [{ id: "1", date: "2026-02-03", lines: [{ article: "", quantity: "x", unitPrice: 1 }] }] }, "id.format", "orders[0].lines[0].article"],
    [{ credit: { limitFacts: { equity: { amount: "0.001", currency: "EUR" } } } }, "money.scale", "credit.limitFacts.equity.amount"],
    [{ reputation: [{ id: "1", kind: "x", rating: 101, on: "2026-01-01", source: "x" }] }, "schema.range", "reputation[0].rating"],
    [{ standing: { ...everything.standing, state: "nowhere" } }, "schema.value", "standing.state"],
    [{ deliveries: [{ id: "1", lines: [] }] }, "schema.range", "deliveries[0].lines"],
    [{ attributes: { fit: Number.NaN } }, "schema.value", "attributes.fit"],
    [{ bonus: "" }, "id.format", "bonus"],
    [{ record: { verifiedOn: { name: "soon" } } }, "date.format", "record.verifiedOn.name"],
    [{ orders: undefined }, "schema.type", "orders"],
    [{ orders: [{ id: "1", date: "2026-02-03", lines: [{ article: "a", quantity: "0.00", unitPrice: 1 }] }] }, "review.quantity", "orders[0].lines[0].quantity"],
    [{ orders: [{ id: "1", date: "2026-02-03", lines: [{ article: "a", quantity: 1, unitPrice: "-0.01" }] }] }, "review.unit_price", "orders[0].lines[0].unitPrice"],
    [{ orders: [{ id: "1", date: "2026-02-03", lines: [{ article: "a", quantity: 1, unitPrice: "0.0000000000001" }] }] }, "review.unit_price", "orders[0].lines[0].unitPrice"],
    [{ deals: [{ id: "1", state: "offer", amount: { amount: "1.00", currency: "EUR" }, openedOn: "2026-01-01", closedOn: "2026-02-01" }] }, "review.deal", "deals[0]"],
    [{ deals: [{ id: "1", state: "offer", amount: { amount: "1.00", currency: "EUR" }, openedOn: "2026-01-01", outcome: "won" }] }, "review.deal", "deals[0]"],
  ])("refuses %j", (change, code, path) => {
    const found = safeParseAccount({ id: "acme", orders: [], ...change });
    expect(found.ok ? [] : found.issues).toContainEqual(expect.objectContaining({ code, path }));
  });
});

describe("the schema of a policy", () => {
  test.each(Object.keys(fullPolicy).filter((part) => typeof fullPolicy[part as keyof ReviewPolicy] === "object"))("takes the part %s on its own ground, and no key of it that is not known", (part) => {
    const whole = structuredClone(fullPolicy) as unknown as Record<string, Record<string, unknown> | Record<string, unknown>[]>;
    expect(parseReviewPolicy(whole)).toEqual(fullPolicy);
    const held = whole[part]!;
    const target = Array.isArray(held) ? held[0]! : held;
    target["colour"] = { shade: "red" };
    const found = safeParseReviewPolicy(whole);
    expect(found.ok ? [] : found.issues.map((one) => one.path)).toContain(Array.isArray(held) ? `${part}[0].colour` : `${part}.colour`);
  });

  test("takes what the account of the tests needs", () => {
    expect(() => reviewAccount(parseReviewPolicy(structuredClone(fullPolicy)), known2026, { asOf })).not.toThrow();
  });
});
