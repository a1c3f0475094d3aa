/** Policies, orders and contexts that use everything a policy can say, for the laws of pricing. */
import fc from "fast-check";

import type {
  ConditionRecord,
  KeyField,
  OrderLine,
  PricingOrder,
  PricingPolicy,
  PricingStep,
  QuoteOptions,
  RecordLimits,
  RecordScale,
  RecordValue,
  StackingGroup,
} from "../../src/pricing/index.js";
import { formatDecimal, roundDecimal } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";

/** The day of every quote. */
export const asOf = "2026-11-23";
const cents = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map((units) => formatDecimal(String(units / 100), 2));
const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined, freq: 2 });
/** Leaves out what is undefined. */
export function given<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}

const articles = [
  { id: "a", unit: "piece", conversions: [{ unit: "box", numerator: 12, denominator: 1 }, { unit: "third", numerator: 1, denominator: 3 }], weight: "0.75", cost: "3.20" },
  { id: "b", unit: "piece", conversions: [{ unit: "box", numerator: 7, denominator: 1 }], weight: 2 },
  { id: "c", cost: 10 },
] as const;
const hierarchies = {
  client: [{ child: "acme", parent: "holding" }],
  productGroup: [{ child: "g1", parent: "goods" }, { child: "g2", parent: "goods" }, { child: "goods", parent: "all" }],
} as const;

const articleIds = fc.constantFrom("a", "b", "c");
const groups = fc.constantFrom("g1", "g2", "goods", "all");
const keys: fc.Arbitrary<ConditionRecord["key"]> = fc.oneof(
  fc.constant({}),
  articleIds.map((article) => ({ article })),
  groups.map((productGroup) => ({ productGroup })),
  fc.constantFrom("acme", "holding", "brio").map((client) => ({ client })),
  fc.tuple(fc.constantFrom("acme", "holding"), groups).map(([client, productGroup]) => ({ client, productGroup })),
);
const access: readonly (readonly KeyField[])[] = [["client", "productGroup"], ["article"], ["client"], ["productGroup"], []];

const rates = fc.integer({ min: -100, max: 40 }).map((rate) => roundDecimal(String(rate / 100), { scale: 2 }));
const bounds = (min: number): fc.Arbitrary<readonly number[]> => fc.uniqueArray(fc.integer({ min, max: 30 }), { minLength: 1, maxLength: 3 });
const scaled = (kind: RecordScale["kind"], values: fc.Arbitrary<string>, overs: readonly RecordScale["over"][], bases: readonly RecordScale["base"][]): fc.Arbitrary<RecordScale> =>
  fc
    .record({
      bands: bounds(0).chain((froms) => fc.tuple(...froms.map((from) => values.map((value) => ({ from, value }))))),
      base: fc.constantFrom(...bases),
      over: fc.constantFrom(...overs),
      of: fc.constantFrom("list" as const, "running" as const, undefined),
      unit: fc.constantFrom("box", undefined, undefined),
      counter: fc.constantFrom("k", undefined, undefined),
    })
    .map(({ bands, base, over, of, unit, counter }) => {
      const isAlone = over === undefined || over === "line" || over === "eligible";
      return given({ kind, bands, base, over, of, unit: base === undefined || base === "quantity" ? unit : undefined, counter: isAlone ? counter : undefined });
    });

const allowances = fc.record({ amount: optional(cents(5_000)), units: optional(fc.integer({ min: 0, max: 20 })), uses: optional(fc.integer({ min: 0, max: 3 })) }).map(given);
const limitsOf = (isOfLine: boolean): fc.Arbitrary<RecordLimits> =>
  fc
    .record({
      perOrder: optional(allowances),
      perClient: optional(allowances),
      total: optional(allowances),
      unitsPerLineMax: isOfLine ? optional(fc.integer({ min: 1, max: 6 })) : fc.constant(undefined),
      pick: fc.constantFrom("same" as const, undefined),
      excess: fc.constantFrom("refuse" as const, undefined, undefined),
    })
    .map((limits) => given(limits) as RecordLimits);

type Body = Pick<ConditionRecord, "value" | "scale">;
const freeGoods: fc.Arbitrary<RecordValue> = fc
  .record({
    kind: fc.constant("freeGoods" as const),
    buy: fc.integer({ min: 1, max: 5 }),
    get: fc.integer({ min: 1, max: 3 }),
    counting: fc.constantFrom("wholeMultiple" as const, "proportional" as const, "unitReference" as const),
    mode: fc.constantFrom("inclusive" as const, "inclusive" as const, "exclusive" as const),
    unit: fc.constantFrom("piece", "box", undefined, undefined),
    rounding: fc.constantFrom("up" as const, "halfEven" as const, undefined),
  })
  .map((value) => given(value) as RecordValue);
const lineOvers = [undefined, "line", "article", "productGroup", "order"] as const;
const anyBase = [undefined, "quantity", "value", "weight"] as const;
const lineBody: fc.Arbitrary<Body> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ value: rates.map((rate): RecordValue => ({ kind: "percent", rate })), scale: optional(scaled("allUnits", rates, lineOvers, anyBase)) }).map(given) },
  fc.record({ value: cents(300).map((amount): RecordValue => ({ kind: "amountPerUnit", amount: `-${amount}` })), scale: optional(scaled("graduated", cents(300).map((amount) => `-${amount}`), ["line"], ["quantity"])) }).map(given),
  fc.record({ value: cents(2_000).map((amount): RecordValue => ({ kind: "amountPerLine", amount: `-${amount}` })), scale: optional(scaled("flat", cents(2_000).map((amount) => `-${amount}`), lineOvers, anyBase)) }).map(given),
  fc.record({ value: cents(2_000).map((amount): RecordValue => ({ kind: "override", amount })) }),
  freeGoods.map((value) => ({ value })),
);
const orderOvers = [undefined, "eligible", "order"] as const;
const orderBody: fc.Arbitrary<Body> = fc.oneof(
  fc.record({ value: rates.map((rate): RecordValue => ({ kind: "percent", rate })), scale: optional(scaled("allUnits", rates, orderOvers, anyBase)) }).map(given),
  fc.record({ value: cents(9_000).map((amount): RecordValue => ({ kind: "amountPerOrder", amount: `-${amount}` })), scale: optional(scaled("flat", cents(9_000).map((amount) => `-${amount}`), orderOvers, anyBase)) }).map(given),
  fc.record({ value: cents(5_000).map((amount): RecordValue => ({ kind: "bundlePrice", amount, items: [{ article: "a", quantity: 2 }, { article: "b", quantity: 1 }] })) }),
  fc.record({ value: fc.record({ kind: fc.constant("buyGet" as const), buy: fc.integer({ min: 1, max: 3 }), get: fc.integer({ min: 1, max: 2 }), rate: fc.constantFrom(-1, "-0.5", "-0.333"), pick: fc.constantFrom("cheapest" as const, "dearest" as const) }) }),
);
const floorBody: fc.Arbitrary<Body> = fc
  .oneof(
    fc.record({ kind: fc.constant("floor" as const), by: fc.constantFrom("price" as const, "costPlusAmount" as const), amount: cents(1_500) }),
    fc.record({ kind: fc.constant("floor" as const), by: fc.constantFrom("costPlusMargin" as const, "maximumDiscount" as const), rate: fc.constantFrom("0.1", "0.35", 0) }),
  )
  .map((value) => ({ value }));

interface Stage {
  readonly step: Omit<PricingStep, "id">;
  readonly records: readonly Omit<ConditionRecord, "id" | "step">[];
}
const recordOf = (body: fc.Arbitrary<Body>, isOfLine: boolean, isLimited: boolean): fc.Arbitrary<Omit<ConditionRecord, "id" | "step">> =>
  fc
    .record({
      key: keys,
      body,
      priority: optional(fc.integer({ min: -1, max: 1 })),
      group: fc.constantFrom("x", undefined, undefined),
      limits: isLimited ? fc.option(limitsOf(isOfLine), { nil: undefined, freq: 2 }) : fc.constant(undefined),
      valid: fc.constantFrom({ from: "2026-01-01" }, { from: "2026-01-01", until: asOf }, undefined, undefined, undefined),
      code: fc.constantFrom("SPRING", "NEVER", undefined, undefined, undefined, undefined),
      when: fc.constantFrom({ fact: "line.quantity", operator: "greaterThan" as const, value: 4 }, undefined, undefined, undefined),
      currency: fc.constantFrom("USD", undefined, undefined, undefined, undefined, undefined),
    })
    .map(({ body: { value, scale }, ...rest }) => given({ ...rest, value, scale }) as Omit<ConditionRecord, "id" | "step">);
const rounding = fc.constantFrom<PricingStep["rounding"]>(undefined, undefined, { mode: "halfUp" }, { mode: "down", decimals: 1 }, { mode: "up", decimals: 3, place: "unit" }, { place: "unit" });
const bases = fc.constantFrom<PricingStep["base"]>("list", undefined, undefined, { after: "list" });
const lineStage: fc.Arbitrary<Stage> = fc
  .record({
    step: fc.record({ kind: fc.constant("discount" as const), access: fc.constant(access), collect: fc.constantFrom("first" as const, "all" as const, "all" as const), stacking: fc.constantFrom("sequential" as const, "additive" as const, "best" as const, "worst" as const), base: bases, rounding, includes: fc.constantFrom(["excluded" as const], undefined, undefined) }),
    records: fc.array(recordOf(lineBody, true, true), { maxLength: 4 }),
  })
  .map(({ step, records }) => ({ step: given(step), records }));
const orderStage: fc.Arbitrary<Stage> = fc
  .record({
    step: fc.record({ kind: fc.constant("discount" as const), scope: fc.constant("order" as const), access: fc.constant(access), collect: fc.constantFrom("first" as const, "all" as const), stacking: fc.constantFrom("sequential" as const, "additive" as const, "best" as const, "worst" as const), base: bases, rounding, allocation: fc.constantFrom("largestRemainder" as const, "even" as const, "proportionalRunning" as const, "floorToFirst" as const), includes: fc.constantFrom(["freight" as const], undefined, undefined) }),
    records: fc.array(recordOf(orderBody, false, true), { maxLength: 4 }),
  })
  .map(({ step, records }) => ({ step: given(step), records }));
const floorStage: fc.Arbitrary<Stage> = fc.array(recordOf(floorBody, true, false), { minLength: 1, maxLength: 2 }).map((records) => ({ step: { kind: "floor", access }, records: records.map(({ group: _group, ...record }) => record) }));

const prices = fc
  .array(
    fc.record({
      key: fc.oneof(articleIds.map((article) => ({ article })), groups.map((productGroup) => ({ productGroup }))),
      value: fc.record({ kind: fc.constant("unitPrice" as const), amount: cents(20_000), per: fc.constantFrom(1 as const, 1 as const, 100 as const), unit: fc.constantFrom("box", "piece", undefined, undefined, undefined) }).map(given),
      scale: fc.option(fc.oneof(scaled("allUnits", cents(20_000), lineOvers, [undefined, "weight"]), scaled("graduated", cents(20_000), ["line"], ["quantity"])), { nil: undefined, freq: 2 }),
    }),
    { maxLength: 4 },
  )
  .map((list) => [...list, { key: {}, value: { kind: "unitPrice" as const, amount: "9.99" }, scale: undefined }].map((record) => given(record) as unknown as Omit<ConditionRecord, "id" | "step">));

const modes = fc.constantFrom("sequential" as const, "additive" as const, "best" as const, "worst" as const, "first" as const, "exclusive" as const);
export const policies: fc.Arbitrary<PricingPolicy> = fc
  .record({ prices, stages: fc.array(fc.oneof({ weight: 4, arbitrary: lineStage }, { weight: 3, arbitrary: orderStage }, { weight: 1, arbitrary: floorStage }), { minLength: 1, maxLength: 5 }), outer: optional(modes), inner: optional(modes), scope: fc.constantFrom("line" as const, undefined), rounding: fc.constantFrom("halfUp" as const, "down" as const, undefined) })
  .map(({ prices: table, stages, outer, inner, scope, rounding: mode }) => {
    const steps: PricingStep[] = [{ id: "list", kind: "price", access: [["article"], ["productGroup"], []] }];
    const records: ConditionRecord[] = table.map((record, index) => ({ ...record, id: `p${String(index)}`, step: "list" }));
    stages.forEach((stage, index) => {
      const id = `s${String(index)}`;
      steps.push({ ...stage.step, id });
      stage.records.forEach((record, position) => records.push({ ...record, id: `${id}r${String(position)}`, step: id }));
    });
    const open = steps.filter(({ kind }) => kind === "discount").map(({ id }) => id);
    const isOfLines = (ids: readonly string[]): boolean => steps.filter(({ id }) => ids.includes(id)).every((step) => step.scope !== "order");
    const [first, ...others] = open;
    const members: (string | StackingGroup)[] = first === undefined ? [] : inner === undefined || others.length < 2 ? open.slice(0, 3) : [first, { id: "inner", mode: inner, members: others.slice(0, 2) }];
    const inside = open.slice(0, 3);
    const stacking = outer === undefined || members.length === 0 ? undefined : [given({ id: "outer", mode: outer, scope: isOfLines(inside) ? scope : undefined, members }) as StackingGroup];
    return deepFreeze(given({ id: "generated", currency: "EUR", articles, hierarchies, rounding: mode, steps, records, stacking }) as PricingPolicy);
  });

const units = { a: ["piece", "box", "third", undefined], b: ["piece", "box", undefined], c: [undefined] } as const;
const lines = articleIds.chain((article) =>
  fc.record({
    article: fc.constant(article),
    unit: fc.constantFrom(...units[article]),
    quantity: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 24 }) }, { weight: 1, arbitrary: fc.constantFrom("0.5", "2.25", "7.3") }),
    productGroup: fc.constantFrom("g1", "g2", undefined),
    kind: fc.constantFrom("freight" as const, undefined, undefined, undefined, undefined),
    isExcluded: fc.constantFrom(true, undefined, undefined, undefined, undefined),
  }),
);
export const orders: fc.Arbitrary<PricingOrder> = fc
  .record({ client: fc.constantFrom("acme", "brio"), list: fc.array(lines, { minLength: 1, maxLength: 5 }), codes: fc.constantFrom(["SPRING"], undefined) })
  .map(({ client, list, codes }) => deepFreeze(given({ client, codes, lines: list.map((line, index) => given({ ...line, id: String((index * 3) % 5) }) as OrderLine) }) as PricingOrder));
export const contexts: fc.Arbitrary<QuoteOptions> = fc
  .record({ used: optional(fc.record({ amount: cents(1_000), units: fc.integer({ min: 0, max: 5 }), uses: fc.integer({ min: 0, max: 1 }) })), client: fc.constantFrom("acme", undefined), k: optional(fc.integer({ min: 0, max: 40 })) })
  .map(({ used, client, k }) => given({
    asOf,
    usage: used === undefined ? undefined : ["s0r0", "s1r0", "s1r1"].map((record) => given({ record, client, ...used })),
    cumulative: k === undefined ? undefined : [{ counter: "k", value: String(k) }],
  }) as QuoteOptions);
