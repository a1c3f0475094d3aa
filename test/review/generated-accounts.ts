/** Accounts of which anything may be known or not, for the policy of `full-policy.ts`. */
import fc from "fast-check";

import type { Account } from "../../src/review/index.js";
import { addDays } from "../../src/values/index.js";

export const asOf = "2026-11-23";

const cents = (units: number): { amount: string; currency: string } => ({ amount: (units / 100).toFixed(2), currency: "EUR" });
const back = (days: number): string => addDays(asOf, -days);
const positive = fc.integer({ min: 1, max: 900_000 }).map(cents);

/** How many days ago things happened: at any time, or at none of which a term ends soon. */
interface Ages {
  readonly any: (daysMax: number) => fc.Arbitrary<number>;
  readonly promised: fc.Arbitrary<number>;
  readonly contacted: fc.Arbitrary<number>;
  readonly termMax: number;
  readonly dueMax: number;
  readonly aheadMin: number;
  readonly aheadMax: number;
}

const anyAge: Ages = {
  any: (daysMax) => fc.integer({ min: 0, max: daysMax }),
  promised: fc.integer({ min: -60, max: 300 }),
  contacted: fc.integer({ min: 0, max: 400 }),
  termMax: 90,
  dueMax: 40,
  aheadMin: 0,
  aheadMax: 90,
};
const restingAge: Ages = {
  any: () => fc.integer({ min: 20, max: 50 }),
  promised: fc.integer({ min: 20, max: 50 }),
  contacted: fc.integer({ min: 5, max: 15 }),
  termMax: 10,
  dueMax: 10,
  aheadMin: 8,
  aheadMax: 25,
};

/** Gives the items of a list ids of their own. */
function named<T extends object>(item: fc.Arbitrary<T>, prefix: string, maxLength: number): fc.Arbitrary<(T & { id: string })[]> {
  return fc.array(item, { maxLength }).map((list) => list.map((one, index) => ({ ...one, id: `${prefix}${String(index)}` })));
}

function accountOf(ages: Ages): fc.Arbitrary<Omit<Account, "id">> {
  const past = (daysMax: number): fc.Arbitrary<string> => ages.any(daysMax).map(back);
  const contacted = ages.contacted.map(back);
  const line = fc.record({
    article: fc.constantFrom("chair", "desk", "lamp", "rug"),
    quantity: fc.integer({ min: -6, max: 200 }).map((quantity) => (quantity === 0 ? 1 : quantity)),
    unitPrice: fc.integer({ min: 0, max: 90_000 }).map((units) => (units / 1000).toString()),
  });
  const orders = named(fc.record({ date: past(800), lines: fc.array(line, { minLength: 1, maxLength: 4 }) }), "R-", 8);

  const invoices = named(
    fc.record({ amount: positive, issued: ages.any(500), term: fc.integer({ min: 0, max: ages.termMax }), paid: fc.option(fc.record({ part: fc.double({ min: 0.1, max: 1, noNaN: true }), at: fc.double({ min: 0, max: 1, noNaN: true }) }), { nil: undefined }), unknown: fc.boolean() }).map(
      ({ amount, issued, term, paid, unknown }) => ({
        amount,
        issuedOn: back(issued),
        dueOn: addDays(back(issued), term),
        ...(unknown
          ? {}
          : { payments: paid === undefined ? [] : [{ on: back(Math.floor(issued * paid.at)), amount: cents(Math.max(1, Math.floor(Number(amount.amount) * 100 * paid.part))) }] }),
      }),
    ),
    "I-",
    5,
  );

  const evidence = fc.dictionary(
    fc.constantFrom("altmanZDoublePrime", "brokenPromises", "auditorDoubt", "taxArrears"),
    fc.oneof(
      fc.record({ state: fc.constant("present" as const), value: fc.integer({ min: -5, max: 60 }), asOf: past(400), source: fc.constant("files") }),
      fc.record({ state: fc.constant("notApplicable" as const), reason: fc.constant("zero-denominator:totalLiabilities") }),
    ),
    { noNullPrototype: true },
  );
  const reputation = named(fc.record({ kind: fc.constantFrom("reference", "dispute"), rating: fc.integer({ min: 0, max: 100 }), on: past(500), source: fc.constant("x") }), "P-", 3);

  const credit = fc.record(
    {
      openOrders: named(fc.record({ amount: positive, deliverOn: fc.integer({ min: ages.aheadMin, max: ages.aheadMax }).map((days) => addDays(asOf, days)) }), "O-", 3),
      limit: fc.option(positive, { nil: null }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );

  const deals = named(
    fc.record({ amount: positive, opened: ages.any(300), outcome: fc.constantFrom("won" as const, "lost" as const, undefined), probability: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }) }).map(
      ({ amount, opened, outcome, probability }) => ({
        state: outcome ?? "offered",
        amount,
        openedOn: back(opened),
        ...(outcome === undefined ? { enteredOn: back(Math.floor(opened / 2)) } : { outcome, closedOn: back(Math.floor(opened / 3)) }),
        ...(probability === undefined ? {} : { probability }),
      }),
    ),
    "D-",
    5,
  );

  const deliveries = named(
    fc.record({ quantity: fc.integer({ min: 1, max: 30 }), unitPrice: fc.integer({ min: 0, max: 90_000 }), promised: ages.promised, came: fc.array(fc.record({ on: past(300), quantity: fc.integer({ min: 1, max: 20 }) }), { maxLength: 2 }) }).map(
      ({ quantity, unitPrice, promised, came }) => ({
        orderedOn: back(Math.max(promised, 0) + 5),
        promisedOn: back(promised),
        currency: "EUR",
        lines: [{ id: "1", quantity, unitPrice: (unitPrice / 1000).toString(), deliveries: came }],
      }),
    ),
    "L-",
    4,
  );

  const complaints = named(
    fc.record({ opened: ages.any(200), due: fc.option(fc.integer({ min: 0, max: ages.dueMax }), { nil: undefined }), open: fc.option(fc.integer({ min: 0, max: ages.dueMax }), { nil: undefined }) }).map(({ opened, due, open }) => ({
      openedOn: back(opened),
      ...(due === undefined ? {} : { dueOn: addDays(back(opened), due) }),
      ...(open === undefined ? {} : { closedOn: addDays(back(opened), open) }),
    })),
    "K-",
    3,
  );

  const contacts = fc.record(
    {
      made: fc.array(fc.record({ on: contacted, channel: fc.constantFrom("phone", "email"), answered: fc.boolean() }), { maxLength: 3 }),
      consents: fc.array(fc.record({ channel: fc.constant("email"), grantedOn: past(400) }), { maxLength: 1 }),
      preferredChannels: fc.subarray(["phone", "email"]),
      quietPeriods: fc.array(fc.record({ from: past(10), until: fc.integer({ min: Math.max(1, ages.aheadMin), max: 20 }).map((days) => addDays(asOf, days)) }), { maxLength: 1 }),
      since: contacted,
    },
    { requiredKeys: [], noNullPrototype: true },
  );

  const record = fc.record({ name: fc.constantFrom("Acme SA", ""), siren: fc.constantFrom("732829320", "1"), phone: fc.constant("+33 1 23 45 67 89") }, { requiredKeys: [], noNullPrototype: true });
  const actionsTaken = fc.array(fc.record({ rule: fc.constantFrom("collect-overdue", "clear-hold", "move-deals-on", "no-such-rule"), on: fc.integer({ min: -20, max: 60 }).map(back) }), { maxLength: 3 });

  return fc.record(
    {
      name: fc.constantFrom("Acme SA", "Ünïcode & <Söhne>", "名前"),
      clientGroup: fc.constantFrom("north", "south"),
      segment: fc.constantFrom("retail", "office"),
      manager: fc.constantFrom("ada", "bob"),
      channel: fc.constantFrom("fairs", "web"),
      attributes: fc.record({ fit: fc.integer({ min: 0, max: 10 }), region: fc.constantFrom("north", "south") }, { requiredKeys: [], noNullPrototype: true }),
      bonus: fc.constantFrom("annual", null),
      loyalty: fc.constantFrom("club", null),
      orders,
      invoices,
      evidence,
      reputation,
      credit,
      deals,
      deliveries,
      complaints,
      contacts,
      record,
      actionsTaken,
    },
    { requiredKeys: ["orders"], noNullPrototype: true },
  );
}

function accountsOf(account: fc.Arbitrary<Omit<Account, "id">>): fc.Arbitrary<Account[]> {
  return fc.array(account, { maxLength: 5 }).map((list) => list.map((one, index) => ({ ...one, id: `client-${String(index)}` })));
}

/** One account; whatever is optional may be missing. */
export const someAccount: fc.Arbitrary<Omit<Account, "id">> = accountOf(anyAge);

/** Accounts with ids of their own. */
export const someAccounts: fc.Arbitrary<Account[]> = accountsOf(someAccount);

/** Accounts of which no term, window or deadline ends within a week of `asOf`. */
export const restingAccounts: fc.Arbitrary<Account[]> = accountsOf(accountOf(restingAge));
