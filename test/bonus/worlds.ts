/** Agreements and documents that use everything an agreement can say, for the laws of bonus. */
import fc from "fast-check";

import type {
  BonusAgreement,
  BonusGauge,
  BonusMeasure,
  BonusPeriods,
  BonusPrecondition,
  BonusSchedule,
  Turnover,
  TurnoverDocument,
} from "../../src/bonus/index.js";
import type { Scale } from "../../src/scales/index.js";
import { addDays } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";

export const FROM = "2025-04-01";
export const DAYS = 800;

/** Leaves out what is undefined. */
export function given<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}

const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined, freq: 2 });
const cash = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((units) => (units / 100).toFixed(2));
const days = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map((count) => addDays(FROM, count));

const gauge: fc.Arbitrary<BonusGauge> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<BonusGauge>({ kind: "netTurnover" }) },
  { weight: 1, arbitrary: fc.constant<BonusGauge>({ kind: "listTurnover" }) },
  { weight: 1, arbitrary: fc.constant<BonusGauge>({ kind: "quantity", unit: "piece" }) },
  { weight: 1, arbitrary: fc.constant<BonusGauge>({ kind: "weight", unit: "kg" }) },
  { weight: 1, arbitrary: fc.constant<BonusGauge>({ kind: "orders" }) },
);
const chairs = { fact: "productGroups", operator: "contains", value: "seating" } as const;
const measure: fc.Arbitrary<BonusMeasure> = fc.oneof(
  { weight: 4, arbitrary: gauge },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("growth" as const),
      of: gauge,
      as: fc.constantFrom("amount" as const, "percent" as const),
      reference: fc.oneof(
        fc.integer({ min: 0, max: 400 }).map((value) => ({ value })),
        fc.constantFrom({ before: "P1Y" }, { before: "P3M" }),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("share" as const),
      part: fc.constant(chairs),
      of: gauge.filter(({ kind }) => kind !== "orders"),
    }),
  },
);

const periods: fc.Arbitrary<BonusPeriods> = fc.oneof(
  fc.constantFrom("P1Y", "P6M", "P3M", "P45D").map((length) => ({ kind: "contract" as const, length })),
  fc.constantFrom("month" as const, "quarter" as const, "year" as const).map((unit) => ({ kind: "calendar" as const, unit })),
  fc.uniqueArray(fc.integer({ min: 0, max: DAYS }), { minLength: 2, maxLength: 6 }).map((cuts) => {
    const sorted = cuts.toSorted((a, b) => a - b).map((count) => addDays(FROM, count));
    const list = sorted.slice(1).map((until, index) => ({ from: sorted[index] ?? FROM, until }));
    return { kind: "listed" as const, periods: list.filter((_, index) => index % 2 === 0) };
  }),
);

/** Bounds that suit a measure: shares are small, turnover is large. */
function boundsMax(one: BonusMeasure | undefined): number {
  if (one?.kind === "share" || (one?.kind === "growth" && one.as === "percent")) return 1.5;
  const kind = one?.kind === "growth" ? one.of?.kind : one?.kind;
  if (kind === "orders") return 6;
  return kind === "quantity" || kind === "weight" ? 60 : 12_000;
}

function scaleOf(seed: { readonly kind: Scale["kind"]; readonly bands: readonly (readonly [number, number, number])[] }, max: number): Scale {
  const bands = seed.bands.map(([from, value, fee]) => ({
    from: ((from * max) / 100).toFixed(3).replace(/\.?0+$/, ""),
    value: seed.kind === "flat" ? String(value) : (value / 1_000).toFixed(3),
    ...(fee > 80 ? { fee: String(fee) } : {}),
  }));
  const seen = new Set<string>();
  return { kind: seed.kind, bands: bands.filter(({ from }) => !seen.has(from) && seen.add(from)) };
}

const limits = optional(
  fc.record({ cap: optional(cash(5_000, 60_000)), guarantee: optional(cash(0, 4_000)) }).map(given),
);

const schedule: fc.Arbitrary<Omit<BonusSchedule, "id">> = fc
  .record({
    measure: optional(measure),
    on: optional(gauge),
    kind: fc.constantFrom("allUnits" as const, "graduated" as const, "flat" as const),
    bands: fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 100 })), { minLength: 1, maxLength: 5 }),
    eligible: optional(fc.constantFrom(chairs, { fact: "article", operator: "notEqual", value: "spare" } as const)),
    every: optional(periods),
    rolling: optional(fc.constantFrom(["P1M", "P3M"], ["P3M", "P6M"], ["P30D", "P90D"])),
    limits,
  })
  .map(({ measure: finds, on, kind, bands, eligible, every, rolling, limits: bounds }) => {
    const isRatio = finds?.kind === "share" || (finds?.kind === "growth" && finds.as === "percent");
    const isPlain = finds === undefined || (finds.kind !== "growth" && finds.kind !== "share");
    const isOwn = on === undefined ? !isRatio : isPlain && JSON.stringify(on) === JSON.stringify(finds ?? { kind: "netTurnover" });
    const fit = kind === "graduated" && !isOwn ? "allUnits" : kind;
    const [step = "P1M", length = "P3M"] = rolling ?? [];
    const cutting = isPlain && rolling !== undefined ? ({ kind: "rolling", every: step, length } as const) : every;
    return given({ measure: finds, on, scale: scaleOf({ kind: fit, bands }, boundsMax(finds)), eligible, every: cutting, limits: bounds });
  });

const precondition: fc.Arbitrary<BonusPrecondition> = fc
  .tuple(
    fc.oneof(
      fc.record({ kind: fc.constant("paidOnTime" as const), share: fc.constantFrom("0.5", "0.9", "1"), of: fc.constantFrom("turnover" as const, "documents" as const), toleranceDays: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ kind: fc.constant("noOverdue" as const), atMost: cash(0, 300_000), on: optional(days(DAYS)), toleranceDays: fc.integer({ min: 0, max: 20 }) }).map(given),
      fc.record({ kind: fc.constant("assortment" as const), of: fc.constantFrom("article" as const, "productGroup" as const), atLeast: fc.integer({ min: 1, max: 3 }), list: optional(fc.constant(["chair", "desk", "stools"])) }).map(given),
      fc.record({ kind: fc.constant("targetEach" as const), every: periods, target: fc.integer({ min: 0, max: 900 }), of: gauge }),
      fc.constant({ kind: "declared" as const, when: { fact: "isTrained", operator: "equal", value: true } as const }),
    ),
    optional(fc.constantFrom("0", "0.5", "0.25")),
  )
  .map(([one, keeps]) => given({ ...one, id: "", keeps }));

/** Any agreement. */
export const agreements: fc.Arbitrary<BonusAgreement> = fc
  .record({
    until: fc.constantFrom(undefined, "2027-04-01", "2026-08-15"),
    period: optional(fc.oneof(fc.constantFrom("P1Y", "P3M", "P1M"), periods)),
    parties: optional(fc.constantFrom([{ id: "north" }, { id: "south" }], [{ id: "north", share: "0.7" }, { id: "south", share: "0.3" }])),
    eligible: optional(fc.constant({ fact: "article", operator: "notEqual", value: "gift" } as const)),
    schedules: fc.array(schedule, { minLength: 1, maxLength: 3 }),
    combine: optional(fc.constantFrom("add" as const, "best" as const)),
    limits,
    preconditions: optional(fc.array(precondition, { maxLength: 2 })),
    commitment: optional(
      fc.record({
        turnover: cash(0, 900_000),
        otherwise: fc.constantFrom({ kind: "forfeit" as const }, { kind: "charge" as const, rate: "0.05" }),
      }),
    ),
    returns: optional(fc.constantFrom("ofReturn" as const, "ofSale" as const)),
    closing: optional(fc.record({ after: fc.constantFrom("P0D", "P30D"), late: fc.constantFrom("exclude" as const, "whenKnown" as const) })),
    interimShare: optional(fc.constantFrom("0", "0.8", "1")),
    clawBack: optional(fc.constantFrom("recover" as const, "carryForward" as const, "forgive" as const)),
    rounding: optional(fc.constantFrom("halfEven" as const, "floor" as const, "halfUp" as const)),
  })
  .map(({ until, schedules, preconditions, ...rest }) =>
    deepFreeze(
      given({
        id: "acme",
        currency: "EUR",
        valid: given({ from: FROM, until }),
        productHierarchy: [{ child: "stools", parent: "seating" }, { child: "seating", parent: "all" }],
        conversions: [{ from: "box", to: "piece", ratio: 12 }, { from: "box", to: "piece", ratio: 4, article: "desk" }, { from: "g", to: "kg", ratio: "0.001" }],
        schedules: schedules.map((one, index) => ({ ...one, id: `s${String(index)}` })),
        preconditions: preconditions?.map((one, index) => ({ ...one, id: `p${String(index)}` })),
        ...rest,
      }),
    ),
  );

/** Schedules on the same turnover, each of which counts on what the earlier ones leave. */
export const reducing: fc.Arbitrary<BonusAgreement> = fc
  .tuple(agreements, fc.array(schedule, { minLength: 2, maxLength: 3 }), optional(periods))
  .map(([terms, list, every]) => ({
    ...terms,
    combine: "reduceBase" as const,
    schedules: list.map(({ scale }, index, all) =>
      given({ id: `s${String(index)}`, scale: { ...scale, bands: scale.bands.map((band) => ({ ...band, from: String(Number(band.from) * 20).slice(0, 12) })) }, eligible: all[0]?.eligible, every }),
    ),
  }));

const document = fc.record({
  day: fc.integer({ min: -380, max: DAYS }),
  units: fc.integer({ min: -200_000, max: 500_000 }),
  list: fc.integer({ min: 0, max: 50_000 }),
  currency: fc.constantFrom("EUR", "EUR", "EUR", "USD", "JPY"),
  pieces: fc.integer({ min: 1, max: 9 }),
  unit: fc.constantFrom("piece", "box"),
  grams: fc.integer({ min: 1, max: 9_000 }),
  order: optional(fc.constantFrom("O-1", "O-2", "O-3", "O-4")),
  article: fc.constantFrom("chair", "desk", "spare", "gift"),
  group: optional(fc.constantFrom("stools", "seating", "tables")),
  party: fc.constantFrom("north", "south", "north", "south", "west"),
  late: optional(fc.integer({ min: 0, max: 200 })),
  sale: optional(fc.integer({ min: 0, max: 200 })),
  terms: optional(fc.integer({ min: 0, max: 60 })),
  paid: optional(fc.integer({ min: 0, max: 90 })),
});

/** Documents with everything a document can have. */
export const documents: fc.Arbitrary<readonly TurnoverDocument[]> = fc.array(document, { maxLength: 20 }).map((list) =>
  deepFreeze(
    list.map((one, index): TurnoverDocument => {
      const date = addDays(FROM, one.day);
      const sign = one.units < 0 ? "-" : "";
      const major = one.currency === "JPY" ? String(Math.trunc(one.units / 100)) : (one.units / 100).toFixed(2);
      const amount = { amount: /^-0+$/.test(major) ? "0" : major, currency: one.currency };
      const due = one.terms === undefined ? undefined : addDays(date, one.terms);
      return given({
        id: `R-${String(index)}`,
        date,
        amount,
        list: { amount: `${one.list === 0 ? "" : sign}${(one.list / 100).toFixed(2)}`, currency: "EUR" },
        quantity: { amount: `${sign}${String(one.pieces)}`, unit: one.unit },
        weight: { amount: `${sign}${String(one.grams)}`, unit: "g" },
        order: one.order,
        article: one.article,
        productGroup: one.group,
        party: one.party,
        saleDate: one.units < 0 && one.sale !== undefined ? addDays(date, -one.sale) : undefined,
        known: one.late === undefined ? undefined : addDays(date, one.late),
        due,
        paid: one.paid === undefined ? undefined : addDays(date, one.paid),
      });
    }),
  ),
);

export const rates = deepFreeze([
  { from: "USD", to: "EUR", rate: "0.9" },
  { from: "USD", to: "EUR", rate: "13/14", validFrom: "2025-09-01" },
  { from: "JPY", to: "EUR", rate: "0.0061" },
  { from: "EUR", to: "USD", rate: "1.1" },
]);

/** Documents with rates and facts. */
export const turnovers: fc.Arbitrary<Turnover> = fc
  .record({ documents, isTrained: fc.boolean() })
  .map(({ documents: list, isTrained }) => deepFreeze({ documents: list, rates, facts: { isTrained } }));

/** A day before, within or after an agreement. */
export const asOfs: fc.Arbitrary<string> = fc.integer({ min: -10, max: DAYS + 200 }).map((count) => addDays(FROM, count));
