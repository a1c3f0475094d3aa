/** Facts of an account that are refused: each error names the account and the member of it. */
import { describe, expect, test } from "vitest";

import { clientLifecycle, start } from "../../src/lifecycle/index.js";
import { compileReview, monthlyReport, reviewAccount, reviewPortfolio } from "../../src/review/index.js";
import type { Account, MonthlyFacts, PortfolioOptions, PortfolioReview, ReviewPolicy } from "../../src/review/index.js";
import { fullPolicy, known2026, market2026 } from "./full-policy.js";

const asOf = "2026-11-23";
const later = "2027-01-01";
const plan = compileReview(fullPolicy);
const usd = { amount: "1.00", currency: "USD" };
const [invoice] = known2026.invoices ?? [];
const [openDeal, closedDeal] = known2026.deals ?? [];
const [delivery] = known2026.deliveries ?? [];
const [complaint] = known2026.complaints ?? [];

const started = start(clientLifecycle(), { at: "2027-01-01T00:00:00.000Z" });

const refused: readonly (readonly [string, string, object])[] = [
  ["contacts.made[0].on", "review.future_date", { contacts: { made: [{ on: later, channel: "phone" }] } }],
  ["contacts.made", "schema.type", { contacts: { made: 5 } }],
  ["contacts.made", "schema.type", { contacts: { made: null } }],
  ["contacts.consents", "schema.type", { contacts: { consents: null } }],
  ["contacts.preferredChannels", "schema.type", { contacts: { preferredChannels: null } }],
  ["contacts.quietPeriods", "schema.type", { contacts: { quietPeriods: null } }],
  ["reputation", "schema.type", { reputation: null }],
  ["credit.openOrders", "schema.type", { credit: { openOrders: null } }],
  ["deliveries", "schema.type", { deliveries: null }],
  ["deliveries", "schema.type", { deliveries: "" }],
  ["deliveries[0].lines[0].deliveries", "schema.type", { deliveries: [{ ...delivery, lines: [{ id: "1", quantity: 1, deliveries: null }] }] }],
  ["record.verifiedOn", "schema.type", { record: { verifiedOn: null } }],
  ["deals[0].amount.amount", "schema.type", { deals: [{ ...closedDeal, amount: { amount: 1000, currency: "EUR" } }] }],
  ["contacts.consents[0]", "schema.type", { contacts: { consents: [null] } }],
  ["contacts.since", "date.format", { contacts: { since: "soon" } }],
  ["contacts.quietPeriods[0].from", "date.format", { contacts: { quietPeriods: [{ from: "soon" }] } }],
  ["contacts.preferredChannels[0]", "id.format", { contacts: { preferredChannels: [1] } }],
  ["contacts.colour", "schema.unknown_key", { contacts: { colour: 1 } }],
  ["invoices", "schema.type", { invoices: 5 }],
  ["invoices[0].issuedOn", "risk.future_date", { invoices: [{ ...invoice, issuedOn: later, dueOn: later }] }],
  ["invoices[0].amount.currency", "review.currency_mismatch", { invoices: [{ ...invoice, amount: usd, payments: [] }] }],
  ["invoices[0].payments[0].amount.currency", "risk.currency_mismatch", { invoices: [{ ...invoice, payments: [{ on: "2026-06-20", amount: usd }] }] }],
  ["evidence", "schema.type", { evidence: [1] }],
  ["evidence.taxArrears.asOf", "risk.future_date", { evidence: { taxArrears: { state: "present", value: 1, asOf: later, source: "x" } } }],
  ["evidence.taxArrears", "schema.type", { evidence: { taxArrears: null } }],
  ["reputation", "schema.type", { reputation: 5 }],
  ["reputation[0].on", "risk.future_date", { reputation: [{ ...known2026.reputation?.[0], on: later }] }],
  ["credit.openOrders[0]", "schema.type", { credit: { openOrders: [null] } }],
  ["credit.openOrders", "schema.type", { credit: { openOrders: 5 } }],
  ["credit.openOrders[0].amount.currency", "risk.currency_mismatch", { credit: { openOrders: [{ id: "1", amount: usd, deliverOn: later }] } }],
  ["credit.limit", "money.type", { credit: { limit: 5 } }],
  ["credit.invoices", "schema.unknown_key", { credit: { invoices: [] } }],
  ["credit.limitFacts.grade", "schema.unknown_key", { credit: { limitFacts: { grade: "A" } } }],
  ["standing.lifecycle", "lifecycle.mismatch", { standing: { state: "nowhere" } }],
  ["standing.lastAt", "review.future_date", { standing: started }],
  ["deliveries", "schema.type", { deliveries: 5 }],
  ["deliveries[0].lines", "review.empty", { deliveries: [{ ...delivery, lines: [] }] }],
  ["complaints[1].id", "review.duplicate_id", { complaints: [complaint, complaint] }],
  ["deals[0]", "schema.type", { deals: [null] }],
  ["deals[1].amount.currency", "review.currency_mismatch", { deals: [openDeal, { ...closedDeal, amount: usd }] }],
  ["deals[0].amount.amount", "money.scale", { deals: [{ ...openDeal, amount: { amount: "0.001", currency: "EUR" } }] }],
  ["deals[1].probability", "lifecycle.probability", { deals: [closedDeal, { ...openDeal, probability: 2 }] }],
  ["deals[1]", "lifecycle.no_observations", { deals: [closedDeal, { ...openDeal, state: "unheard-of" }] }],
  ["deals[0].closesOn", "date.format", { deals: [{ ...openDeal, closesOn: "soon" }] }],
  ["deals[0].openedOn", "review.future_date", { deals: [{ ...openDeal, openedOn: later }] }],
  ["deals[0].closedOn", "review.date_order", { deals: [{ ...closedDeal, closedOn: "2026-01-01" }] }],
  ["deals[0]", "review.deal", { deals: [{ ...openDeal, outcome: "won" }] }],
  ["record.verifiedOn.phone", "review.future_date", { record: { ...known2026.record, verifiedOn: { phone: later } } }],
  ["record.verifiedOn", "schema.type", { record: { verifiedOn: 5 } }],
  ["attributes.colour", "schema.unknown_key", { attributes: { colour: 1 } }],
  ["attributes.fit", "review.attribute", { attributes: { fit: Number.NaN } }],
  ["actionsTaken[0].on", "date.format", { actionsTaken: [{ rule: "x", on: "soon" }] }],
  ["orders", "schema.type", { orders: {} }],
  ["orders[0].date", "review.future_date", { orders: [{ ...known2026.orders[0], date: later }] }],
  ["orders[0].lines[0].unitPrice", "review.unit_price", { orders: [{ id: "1", date: asOf, lines: [{ article: "chair", quantity: 1, unitPrice: -1 }] }] }],
  ["colour", "schema.unknown_key", { colour: 1 }],
];

describe("what is wrong with an account", () => {
  test.each(refused)("%s: %s", (place, code, change) => {
    const bad = { ...known2026, ...change };
    const path = `account.${place}`;
    expect(() => reviewAccount(plan, bad, { asOf, market: market2026 })).toThrow(expect.objectContaining({ code, path }));
    // Neither first as it is given nor first by its id.
    const others: Account[] = [{ id: "zeta", orders: [], contacts: {} }, { id: "aaa", orders: [], contacts: {}, deals: [] }];
    const among = { code, path: `accounts[2].${place}` };
    expect(() => reviewPortfolio(plan, [...others, bad], { asOf, market: market2026 })).toThrow(expect.objectContaining(among));
    const ofFacts = { code, path: `facts.accounts[2].${place}` };
    const period = { from: "2026-11-01", until: "2026-11-24" };
    expect(() => monthlyReport(plan, period, { accounts: [...others, bad] })).toThrow(expect.objectContaining(ofFacts));
  });
});

test("a hole in any list of an account is no item", () => {
  const full: Account = { ...known2026, contacts: { ...known2026.contacts, consents: [{ channel: "email", grantedOn: "2026-01-01" }], quietPeriods: [{ from: "2026-01-01", until: "2026-01-02" }] } };
  let holes = 0;
  const holed = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, member] of Object.entries(value)) holed(member, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
    if (!Array.isArray(value) || value.length === 0) return;
    holes += 1;
    const list: unknown[] = value;
    const [first] = list;
    // eslint-disable-next-line @typescript-eslint/no-array-delete -- the hole is the case
    delete list[0];
    expect(() => reviewPortfolio(plan, [account], { asOf })).toThrow(expect.objectContaining({ path: `${path}[0]` }));
    list[0] = first;
  };
  const account = structuredClone(full);
  holed(account, "accounts[0]");
  expect(holes).toBeGreaterThan(15);
  expect(reviewPortfolio(plan, [account], { asOf }).accounts[0]?.account.id).toBe("acme");
});

test("what is known after the day of the review is left out where it is no fault to know it", () => {
  const ahead: Account = {
    ...known2026,
    complaints: [...(known2026.complaints ?? []), { id: "K-2", openedOn: later }],
    deliveries: [...(known2026.deliveries ?? []), { id: "R-9", orderedOn: later, lines: [{ id: "1", quantity: 1 }] }],
    actionsTaken: [...(known2026.actionsTaken ?? []), { rule: "collect-overdue", on: later }],
  };
  const review = reviewAccount(plan, ahead, { asOf, market: market2026 });
  const without = reviewAccount(plan, known2026, { asOf, market: market2026 });
  for (const part of ["complaints", "service", "actions", "actionsTaken", "withheld"] as const) expect(review[part]).toEqual(without[part]);
});

test("ids of any length, and ids that look like others, are no trouble", () => {
  const long = "x".repeat(256);
  const wordy: Account = {
    ...known2026,
    id: long,
    orders: known2026.orders.map((order) => ({ ...order, id: `${long.slice(order.id.length)}${order.id}` })),
    deals: [{ ...openDeal!, id: long }],
    deliveries: [{ ...delivery!, id: long }],
    complaints: [{ ...complaint!, id: long }],
  };
  const plain = reviewAccount(plan, known2026, { asOf });
  const review = reviewPortfolio(plan, [wordy], { asOf });
  expect(review.accounts[0]?.loyalty).toEqual(plain.loyalty);
  expect(review.accounts[0]?.bonus).toEqual(plain.bonus);
  expect(review.pipeline.state === "known" && review.pipeline.value.deals[0]?.id).toBe(`${long}/${long}`);
  const named = (id: string, own: string): Account => ({ ...known2026, id, deals: [{ ...openDeal!, id: own }], deliveries: [{ ...delivery!, id: own }], complaints: [{ ...complaint!, id: own }] });
  const both = reviewPortfolio(plan, [named("a", "b/c"), named("a/b", "c")], { asOf });
  expect(both.complaints.state === "known" && both.complaints.value.open.map(({ id, account }) => [id, account])).toEqual([["a/b/c", "a"], ["a/b/c", "a/b"]]);
  // An order that is named as a return of another would be in the ledger.
  const [bought] = known2026.orders;
  const back = { ...bought!, id: "R", date: "2026-10-02", lines: [{ article: "chair", quantity: -20, unitPrice: "44.00" }] };
  const again = { ...bought!, id: "R/return/1", date: "2026-10-03" };
  const { loyalty } = reviewAccount(plan, { id: "acme", orders: [bought!, back, again] }, { asOf });
  expect(loyalty.state === "known" && loyalty.value.earned).toBe(1760);
});

describe("a monthly report", () => {
  const period = { from: "2026-11-01", until: "2026-12-01" };
  test.each([
    ["facts.managers", "schema.type", { managers: 5 }],
    ["facts.managers[0]", "schema.type", { managers: [null] }],
    ["facts.managers[1].target.currency", "review.currency_mismatch", { managers: [{ id: "zoe" }, { id: "ada", target: usd }] }],
    ["facts.managers[1].id", "review.duplicate_id", { managers: [{ id: "ada" }, { id: "ada" }] }],
    ["facts.managerPolicy", "schema.type", { managerPolicy: null }],
    ["facts.channelStages", "schema.type", { channelStages: "lead" }],
    ["facts.channelStages[0]", "id.format", { channelStages: [5] }],
    ["facts.contactGraceDays", "schema.type", { contactGraceDays: null }],
    ["facts.unattributed", "schema.type", { unattributed: null }],
    ["facts.channels", "schema.type", { channels: 5 }],
    ["facts.channels.leads[0]", "schema.type", { channels: { costs: [], leads: [null] } }],
    ["facts.channelStages", "schema.type", { channels: { costs: [], leads: [] }, channelStages: 5 }],
    ["facts.contactGraceDays", "schema.range", { contactGraceDays: -1 }],
    ["facts.previous", "schema.type", { previous: 5 }],
    ["facts.unattributed", "schema.type", { unattributed: 5 }],
    ["facts.colour", "schema.unknown_key", { colour: 5 }],
  ])("%s: %s", (path, code, change) => {
    const facts = { accounts: [known2026], ...change } as unknown as MonthlyFacts;
    expect(() => monthlyReport(plan, period, facts)).toThrow(expect.objectContaining({ code, path }));
  });
});

test.each([
  ["options.managers", "schema.type", { managers: null }],
  ["options.managers", "schema.type", { managers: 5 }],
  ["options.managers[0]", "schema.type", { managers: [null] }],
  ["options.managers[0].target.currency", "review.currency_mismatch", { managers: [{ id: "ada", target: usd }] }],
  ["options.managerPolicy", "schema.type", { managerPolicy: null }],
  ["options.channelStages", "schema.type", { channelStages: 5 }],
  ["unattributed", "schema.type", { unattributed: null }],
] as const)("options of a portfolio: %s: %s", (path, code, change) => {
  const options = { asOf, ...change } as unknown as PortfolioOptions;
  for (const accounts of [[], [known2026]])
    expect(() => reviewPortfolio(plan, accounts, options)).toThrow(expect.objectContaining({ code, path }));
});

describe("a previous review", () => {
  const policy: ReviewPolicy = { id: "monthly", currency: "EUR" };
  const account: Account = { id: "acme", orders: [] };
  const of = (changed: ReviewPolicy, day = asOf): PortfolioReview => reviewPortfolio(changed, [account], { asOf: day });

  test("in another currency, of a later day, of another account or of another kind is refused", () => {
    const cases: readonly (readonly [PortfolioReview, string, string])[] = [
      [of({ ...policy, currency: "USD" }), "review.currency_mismatch", "options.previous.currency"],
      [of(policy, later), "review.future_date", "options.previous.asOf"],
    ];
    for (const [previous, code, path] of cases) {
      expect(() => reviewPortfolio(policy, [account], { asOf, previous })).toThrow(expect.objectContaining({ code, path }));
      expect(() => reviewAccount(policy, account, { asOf, previous: previous.accounts[0]! })).toThrow(expect.objectContaining({ code, path }));
    }
    const other = reviewAccount(policy, { id: "bolt", orders: [] }, { asOf });
    expect(() => reviewAccount(policy, account, { asOf, previous: other })).toThrow(expect.objectContaining({ code: "review.other_account" }));
    expect(() => reviewAccount(policy, account, { asOf, previous: of(policy) as never })).toThrow(expect.objectContaining({ code: "schema.value", path: "options.previous.kind" }));
  });

  test("by another policy is not compared, and the review says so", () => {
    const review = reviewPortfolio(policy, [account], { asOf, previous: of({ ...policy, id: "weekly" }) });
    const absent = { state: "unknown", reason: "no-facts", missing: ["previous review by the policy monthly"] };
    expect([review.accounts[0]?.changes, review.movement]).toEqual([absent, absent]);
  });
});

test("a plan that was stored is refused; a policy with a key of its own too", () => {
  const stored = JSON.parse(JSON.stringify(plan)) as typeof plan;
  expect(() => reviewAccount(stored, known2026, { asOf })).toThrow(expect.objectContaining({ code: "schema.type", path: "policy" }));
  const foreign = { id: "x", currency: "EUR", kind: "policy" } as never;
  expect(() => reviewAccount(foreign, known2026, { asOf })).toThrow(expect.objectContaining({ code: "schema.unknown_key", path: "kind" }));
});
