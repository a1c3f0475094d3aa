import { describe, expect, test } from "vitest";

import { acquisitionChannels, attribute } from "../../../src/scoring/index.js";
import type { Attribution, AttributionModel, AttributionPath, ChannelFacts } from "../../../src/scoring/index.js";
import { attributionModelSchema } from "../../../src/scoring/schema.js";

const currency = "EUR";
const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency });
const path = (text: string, more: Partial<AttributionPath> = {}): AttributionPath => ({
  touches: text === "" ? [] : text.split(">").map((channel) => ({ channel })),
  ...more,
});
const conversionsOf = (found: Attribution): Record<string, string> =>
  Object.fromEntries(found.channels.map((one) => [one.channel, one.conversions]));

describe("published numbers", () => {
  test("S. Bryl, Marketing multi-channel attribution model with R (2016): 1/3, effects 0.5, 1, 1", () => {
    const found = attribute(
      [
        path("C1>C2>C3", { value: eur("1000.00") }),
        path("C1", { conversions: 0, failures: 1 }),
        path("C2>C3", { conversions: 0, failures: 1 }),
      ],
      { model: { kind: "markov" }, currency },
    );
    expect(found.conversionProbability).toBeCloseTo(1 / 3, 12);
    expect(found.channels.map((one) => [one.channel, one.removalEffect, one.conversions, one.value.amount])).toEqual([
      ["C2", 1, "0.4", "400.00"],
      ["C3", 1, "0.4", "400.00"],
      ["C1", 0.5, "0.2", "200.00"],
    ]);
  });

  test("ChannelAttribution's chain as in pychattr's documentation: A to B 0.5, effects 1 and 0.5", () => {
    const found = attribute([path("A>B>A>B>B>A"), path("A>B>B>A>A"), path("A>A")], { model: { kind: "markov" }, currency });
    expect(found.channels.map((one) => one.removalEffect)).toEqual([1, 0.5]);
    // Their simulation of 10 000 walks gives 1.991106 and 1.008894.
    expect(conversionsOf(found)).toEqual({ A: "2", B: "1" });
  });
});

describe("attribution by rule", () => {
  const abc = [path("a>b>c>d", { value: eur("100.00") })];
  const cases: readonly (readonly [AttributionModel, Record<string, string>])[] = [
    [{ kind: "first" }, { a: "1", b: "0", c: "0", d: "0" }],
    [{ kind: "last" }, { d: "1", a: "0", b: "0", c: "0" }],
    [{ kind: "linear" }, { a: "0.25", b: "0.25", c: "0.25", d: "0.25" }],
    [{ kind: "position", first: "0.4", last: "0.4" }, { a: "0.4", d: "0.4", b: "0.1", c: "0.1" }],
    [{ kind: "position", first: "0.3", last: "0.5" }, { d: "0.5", a: "0.3", b: "0.1", c: "0.1" }],
  ];
  test.each(cases)("%o", (model, expected) => {
    expect(conversionsOf(attribute(abc, { model, currency }))).toEqual(expected);
  });

  test("time decay halves with every half-life", () => {
    const touches = [{ channel: "fair", on: "2026-01-01" }, { channel: "call", on: "2026-01-08" }];
    const model = { kind: "time-decay", halfLifeDays: 7 } as const;
    expect(conversionsOf(attribute([{ touches, convertedOn: "2026-02-01" }], { model, currency }))).toEqual({ call: "0.666667", fair: "0.333333" });
    const old = [{ channel: "fair", on: "0001-01-01" }, { channel: "call", on: "0001-01-08" }];
    expect(conversionsOf(attribute([{ touches: old, convertedOn: "9999-12-31" }], { model, currency }))).toEqual({ call: "0.666667", fair: "0.333333" });
  });

  test("no paths, no conversions, no touches: nothing is credited, and nothing is lost", () => {
    for (const kind of ["markov", "linear"] as const) {
      const none = attribute([], { model: { kind }, currency });
      expect(none).toMatchObject({ channels: [], conversions: 0, value: eur("0.00"), conversionProbability: null });
      const failed = attribute([path("a", { conversions: 0, failures: 3 })], { model: { kind }, currency });
      expect(failed.channels[0]).toMatchObject({ conversions: "0", share: 0, reach: 3, value: eur("0.00") });
    }
    const direct = attribute([path("", { conversions: 2, value: eur("7.00") })], { model: { kind: "markov" }, currency });
    expect(direct).toMatchObject({ channels: [], unattributed: { conversions: 2, value: eur("7.00") } });
    const free = attribute([path("a")], { model: { kind: "linear" }, currency });
    expect(free.channels[0]).toMatchObject({ conversions: "1", value: eur("0.00") });
  });
});

const stages = ["contact", "offer", "client"];
const facts: ChannelFacts = {
  costs: [
    { channel: "fair", cost: eur("500.00") },
    { channel: "fair", cost: eur("500.00") },
    { channel: "advert", cost: eur("300.00") },
  ],
  leads: [
    { lead: "1", channel: "fair", stage: "client", revenue: eur("900.00"), margin: eur("300.00"), months: 3 },
    { lead: "2", channel: "fair", stage: "client", revenue: eur("50.00"), margin: eur("-60.00"), months: 3 },
    { lead: "3", channel: "fair", stage: "client" },
    { lead: "4", channel: "fair", stage: "contact" },
    { lead: "5", channel: "referral", stage: "offer" },
  ],
};

describe("acquisition channels", () => {
  test("cost, conversion, return and payback", () => {
    const { rows, total } = acquisitionChannels(facts, { currency, stages });
    expect(rows.map((row) => [row.channel, row.profit.amount])).toEqual([["referral", "0.00"], ["advert", "-300.00"], ["fair", "-760.00"]]);
    const fair = rows[2];
    expect(fair).toMatchObject({
      leads: 4, clients: 3, cost: eur("1000.00"), costPerLead: eur("250.00"), costPerClient: eur("333.33"),
      revenue: eur("950.00"), margin: eur("240.00"), returnOnCost: -0.76,
    });
    expect(fair?.stages.map((one) => one.reached)).toEqual([4, 3, 3]);
    // 333.33… of cost for a client against 240 in six client-months.
    expect(fair?.payback).toEqual({ state: "known", months: 6000 / 720 });
    expect(total).toMatchObject({ leads: 5, clients: 3, cost: eur("1300.00"), profit: eur("-1060.00") });
  });

  test("what cannot be said is said", () => {
    const { rows } = acquisitionChannels(facts, { currency, stages });
    const [referral, advert] = rows;
    expect(referral?.payback).toEqual({ state: "not-enough-data", reason: "no-cost" });
    expect(referral).toMatchObject({ returnOnCost: null, costPerClient: null });
    expect(referral?.stages[2]?.conversion).toMatchObject({ state: "known", value: 0, trials: 1 });
    expect(advert?.payback).toEqual({ state: "not-enough-data", reason: "no-clients" });
    expect(advert?.conversion).toEqual({ state: "not-enough-data", reason: "no-leads", successes: 0, trials: 0 });
    const lead = { lead: "1", channel: "fair", stage: "client" };
    const costs = [{ channel: "fair", cost: eur("1.00") }];
    const paybackOf = (more: object): unknown => acquisitionChannels({ costs, leads: [{ ...lead, ...more }] }, { currency, stages }).rows[0]?.payback;
    expect(paybackOf({})).toEqual({ state: "not-enough-data", reason: "no-months" });
    expect(paybackOf({ margin: eur("0.00"), months: 1 })).toEqual({ state: "never" });
    expect(paybackOf({ margin: eur("-9.00"), months: 1 })).toEqual({ state: "never" });
    const none = acquisitionChannels({ costs: [], leads: [] }, { currency, stages });
    expect(none.rows).toEqual([]);
    expect(none.total).toMatchObject({ leads: 0, cost: eur("0.00"), costPerLead: null });
  });

  test("the order of facts changes nothing", () => {
    const reversed = { costs: [...facts.costs].reverse(), leads: [...facts.leads].reverse() };
    expect(acquisitionChannels(reversed, { currency, stages })).toEqual(acquisitionChannels(facts, { currency, stages }));
  });
});

describe("bad input", () => {
  const bad = (value: unknown): never => value as never;
  const linear = { model: { kind: "linear" }, currency } as const;
  const decay = { model: { kind: "time-decay", halfLifeDays: 7 }, currency } as const;
  const one = facts.leads[4] ?? bad(null);
  const of = (lead: object): (() => unknown) => () => acquisitionChannels({ costs: [], leads: [{ ...one, ...lead }] }, { currency, stages });
  const many = Array.from({ length: 501 }, (_, index) => path(`c${String(index)}`));
  const cases: readonly (readonly [string, string, () => unknown])[] = [
    ["schema.type", "paths", () => attribute(bad(null), linear)],
    ["schema.type", "options", () => attribute([], bad(undefined))],
    ["schema.type", "model", () => attribute([], bad({ currency }))],
    ["schema.value", "model.kind", () => attribute([], { model: bad({ kind: "best" }), currency })],
    ["schema.unknown_key", "model.half", () => attribute([], { model: bad({ kind: "linear", half: 1 }), currency })],
    ["schema.range", "model.first", () => attribute([], { model: { kind: "position", first: "1.1", last: 0 }, currency })],
    ["schema.range", "model.last", () => attribute([], { model: { kind: "position", first: "0.6", last: "0.6" }, currency })],
    ["schema.range", "model.last", () => attribute([], { model: { kind: "position", first: 0, last: 0 }, currency })],
    ["scoring.type", "model.first", () => attribute([], { model: bad({ kind: "position" }), currency })],
    ["schema.range", "model.halfLifeDays", () => attribute([], { model: { kind: "time-decay", halfLifeDays: 0 }, currency })],
    ["money.currency", "currency", () => attribute([], bad({ model: { kind: "first" } }))],
    ["schema.type", "paths[0]", () => attribute(bad([null]), linear)],
    ["schema.type", "paths[0].touches", () => attribute([bad({})], linear)],
    ["id.format", "paths[0].touches[0].channel", () => attribute([path("__proto__")], linear)],
    ["schema.range", "paths[0].conversions", () => attribute([path("a", { conversions: -1 })], linear)],
    ["schema.type", "paths[0].failures", () => attribute([path("a", { failures: NaN })], linear)],
    ["scoring.negative", "paths[0].value.amount", () => attribute([path("a", { value: eur("-1.00") })], linear)],
    ["scoring.currency_mismatch", "paths[0].value.currency", () => attribute([path("a", { value: { amount: "1.00", currency: "USD" } })], linear)],
    ["scoring.value_without_conversion", "paths[0].value", () => attribute([path("a", { conversions: 0, value: eur("1.00") })], linear)],
    ["date.type", "paths[0].convertedOn", () => attribute([path("a")], decay)],
    ["scoring.touch_date", "paths[0].touches[0].on", () => attribute([path("a", { convertedOn: "2026-01-01" })], decay)],
    ["scoring.touch_order", "paths[0].convertedOn", () => attribute([{ touches: [{ channel: "a", on: "2026-01-02" }], convertedOn: "2026-01-01" }], decay)],
    ["scoring.touch_order", "paths[0].touches[1].on", () => attribute([{ touches: [{ channel: "a", on: "2026-01-02" }, { channel: "a", on: "2026-01-01" }] }], linear)],
    ["limits.too_many", "paths", () => attribute(many, { model: { kind: "markov" }, currency })],
    ["limits.too_many", "paths", () => attribute(Array.from({ length: 901 }, () => path("a", { conversions: 1_000_000_000 })), linear)],
    ["schema.type", "facts", () => acquisitionChannels(bad(null), { currency, stages })],
    ["schema.type", "facts.leads", () => acquisitionChannels(bad({ costs: [] }), { currency, stages })],
    ["schema.type", "options", () => acquisitionChannels(facts, bad(null))],
    ["scoring.length", "stages", () => acquisitionChannels(facts, { currency, stages: ["a"] })],
    ["scoring.duplicate_id", "stages[1]", () => acquisitionChannels(facts, { currency, stages: ["a", "a"] })],
    ["schema.range", "confidence", () => acquisitionChannels(facts, { currency, stages, confidence: 1 })],
    ["scoring.negative", "facts.costs[0].cost.amount", () => acquisitionChannels({ costs: [{ channel: "a", cost: eur("-1.00") }], leads: [] }, { currency, stages })],
    ["scoring.duplicate_id", "facts.leads[1].lead", () => acquisitionChannels({ costs: [], leads: [one, one] }, { currency, stages })],
    ["scoring.unknown_stage", "facts.leads[0].stage", of({ stage: "signed" })],
    ["scoring.not_a_client", "facts.leads[0].margin", of({ margin: eur("1.00") })],
    ["schema.range", "facts.leads[0].months", of({ stage: "client", months: 0 })],
    ["id.format", "facts.leads[0].channel", of({ channel: 5 })],
  ];
  test.each(cases)("%s at %s", (code, place, call) => {
    expect(call).toThrow(expect.objectContaining({ kind: "ClienteleError", code, path: place }));
  });

  test("the schema of a model takes what the function takes", () => {
    for (const model of [{ kind: "markov" }, { kind: "position", first: "0.4", last: 0.4 }, { kind: "time-decay", halfLifeDays: 7 }]) {
      expect(attributionModelSchema.safeParse(model).success).toBe(true);
    }
    for (const model of [{ kind: "best" }, { kind: "position", first: "0.4" }, { kind: "time-decay", halfLifeDays: 0 }, null]) {
      expect(attributionModelSchema.safeParse(model).success).toBe(false);
    }
  });
});
