/**
 * Acquisition channels: cost of a client, conversion by stage, return and payback.
 *
 * Each lead has one channel here. Where several channels share in a client, `attribute` says how
 * much of it is whose.
 */
import { fail } from "../../values/errors.js";
import type { Money } from "../../values/money.js";
import {
  at,
  compareText,
  expectFinite,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  multiplyScaled,
  scaledFromNumber,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse, shareOf } from "../cohorts/amounts.js";
import { proportionOf, readInterval } from "../performance/proportion-interval.js";
import type { Proportion, ReadInterval } from "../performance/proportion-interval.js";
import type {
  ChannelFacts,
  ChannelFigures,
  ChannelOptions,
  ChannelRow,
  ChannelTable,
  Payback,
} from "./channel-model.js";
import { readEach } from "../cohorts/read-each.js";

const STAGES_MAX = 50;
const MONTHS_MAX = 1200;

interface Frame {
  readonly purse: Purse;
  readonly stages: readonly string[];
  readonly interval: ReadInterval;
}

interface Tally {
  cost: Scaled;
  /** Leads by the furthest stage. */
  readonly furthest: number[];
  revenue: Scaled;
  margin: Scaled;
  /** Of the leads with months. */
  marginOfMonths: Scaled;
  months: Scaled;
}

function noTally(stages: number): Tally {
  return {
    cost: scaledZero,
    furthest: Array.from({ length: stages }, () => 0),
    revenue: scaledZero,
    margin: scaledZero,
    marginOfMonths: scaledZero,
    months: scaledZero,
  };
}

function readFrame(options: unknown): Frame {
  const record = expectRecord(options, "options", ["currency", "stages", "confidence", "method"]);
  const { currency, stages: names, ...interval } = record;
  const purse = new Purse(currency);
  const seen = new Set<string>();
  const read = (name: unknown, path: string): string => {
    const stage = expectIdentifier(name, path);
    if (seen.has(stage)) fail("scoring.duplicate_id", path, "an id of its own", stage);
    seen.add(stage);
    return stage;
  };
  const stages = readEach(names, "stages", read, STAGES_MAX);
  if (stages.length < 2) fail("scoring.length", "stages", "two stages or more", stages.length);
  return { purse, stages, interval: readInterval(interval, "options") };
}

interface ReadLead {
  readonly channel: string;
  readonly stage: number;
  readonly revenue: Scaled;
  readonly margin: Scaled;
  readonly months: Scaled | null;
}

const LEAD_KEYS = ["lead", "channel", "stage", "revenue", "margin", "months"];

function readLead(value: unknown, path: string, context: Frame & { seen: Set<string> }): ReadLead {
  const { purse, stages, seen } = context;
  const record = expectRecord(value, path, LEAD_KEYS);
  const lead = expectIdentifier(record["lead"], at(path, "lead"));
  if (seen.has(lead)) fail("scoring.duplicate_id", at(path, "lead"), "an id of its own", lead);
  seen.add(lead);
  const channel = expectIdentifier(record["channel"], at(path, "channel"));
  const stage = stages.indexOf(record["stage"] as string);
  if (stage < 0)
    fail("scoring.unknown_stage", at(path, "stage"), "a stage listed", record["stage"]);
  const { revenue, margin, months } = record;
  const isClient = stage === stages.length - 1;
  for (const [key, given] of Object.entries({ revenue, margin, months })) {
    if (given !== undefined && !isClient) {
      fail("scoring.not_a_client", at(path, key), "nothing before the last stage", given);
    }
  }
  return {
    channel,
    stage,
    revenue: revenue === undefined ? scaledZero : purse.read(revenue, at(path, "revenue")),
    margin: margin === undefined ? scaledZero : purse.read(margin, at(path, "margin")),
    months: months === undefined ? null : readMonths(months, at(path, "months")),
  };
}

function readMonths(value: unknown, path: string): Scaled {
  const months = expectFinite(value, path);
  if (months <= 0 || months > MONTHS_MAX) {
    fail("schema.range", path, `above 0, at most ${String(MONTHS_MAX)}`, months);
  }
  return scaledFromNumber(months, "scoring", path);
}

function tallyFacts(facts: unknown, frame: Frame): ReadonlyMap<string, Tally> {
  const record = expectRecord(facts, "facts", ["costs", "leads"]);
  const tallies = new Map<string, Tally>();
  const tallyOf = (channel: string): Tally => {
    const known = tallies.get(channel);
    if (known !== undefined) return known;
    const made = noTally(frame.stages.length);
    tallies.set(channel, made);
    return made;
  };
  readEach(record["costs"], "facts.costs", (item, path) => {
    const one = expectRecord(item, path, ["channel", "cost"]);
    const tally = tallyOf(expectIdentifier(one["channel"], at(path, "channel")));
    const cost = frame.purse.readNotNegative(one["cost"], at(path, "cost"));
    tally.cost = addScaled(tally.cost, cost);
  });
  const context = { ...frame, seen: new Set<string>() };
  readEach(record["leads"], "facts.leads", (item, path) => {
    const lead = readLead(item, path, context);
    const tally = tallyOf(lead.channel);
    tally.furthest[lead.stage] = (tally.furthest[lead.stage] ?? 0) + 1;
    tally.revenue = addScaled(tally.revenue, lead.revenue);
    tally.margin = addScaled(tally.margin, lead.margin);
    if (lead.months === null) return;
    tally.marginOfMonths = addScaled(tally.marginOfMonths, lead.margin);
    tally.months = addScaled(tally.months, lead.months);
  });
  return tallies;
}

function addTally(into: Tally, more: Tally): void {
  into.cost = addScaled(into.cost, more.cost);
  into.revenue = addScaled(into.revenue, more.revenue);
  into.margin = addScaled(into.margin, more.margin);
  into.marginOfMonths = addScaled(into.marginOfMonths, more.marginOfMonths);
  into.months = addScaled(into.months, more.months);
  more.furthest.forEach((count, stage) => {
    into.furthest[stage] = (into.furthest[stage] ?? 0) + count;
  });
}

/** (cost ÷ clients) ÷ (margin ÷ client-months), as one quotient. */
function paybackOf(tally: Tally, clients: number): Payback {
  const { cost, months, marginOfMonths } = tally;
  if (signOf(cost) === 0) return { state: "not-enough-data", reason: "no-cost" };
  if (clients === 0) return { state: "not-enough-data", reason: "no-clients" };
  if (signOf(months) === 0) return { state: "not-enough-data", reason: "no-months" };
  const earned = multiplyScaled(marginOfMonths, { units: clients, scale: 0 });
  const value = shareOf(multiplyScaled(cost, months), earned);
  return value === null ? { state: "never" } : { state: "known", months: value };
}

function figuresOf(tally: Tally, { purse, stages, interval }: Frame): ChannelFigures {
  const proportion = (successes: number, trials: number, reason: string): Proportion =>
    proportionOf({ successes, trials }, { ...interval, trialsMin: 1, reason });
  const perHead = (count: number): Money | null => {
    if (count === 0) return null;
    const heads = { units: count, scale: 0 };
    return purse.money(divideScaled(tally.cost, heads, purse.scale, "halfEven"));
  };
  // Leads that came at least so far, from the last stage back.
  const reached: number[] = [...tally.furthest];
  for (let stage = reached.length - 2; stage >= 0; stage -= 1) {
    reached[stage] = (reached[stage] ?? 0) + (reached[stage + 1] ?? 0);
  }
  const leads = reached[0] ?? 0;
  const clients = reached[reached.length - 1] ?? 0;
  const profit = subtractScaled(tally.margin, tally.cost);
  return {
    leads,
    clients,
    stages: stages.map((stage, index) => ({
      stage,
      reached: reached[index] ?? 0,
      conversion: proportion(
        reached[index] ?? 0,
        (index === 0 ? leads : reached[index - 1]) ?? 0,
        "nobody-before",
      ),
    })),
    conversion: proportion(clients, leads, "no-leads"),
    cost: purse.money(tally.cost),
    costPerLead: perHead(leads),
    costPerClient: perHead(clients),
    revenue: purse.money(tally.revenue),
    margin: purse.money(tally.margin),
    profit: purse.money(profit),
    returnOnCost: shareOf(profit, tally.cost),
    payback: paybackOf(tally, clients),
  };
}

/**
 * Compares channels by what they cost and bring. Whoever reached a stage has passed those before
 * it. Sums are exact; the cost of a lead and of a client are rounded half-even to the minor unit,
 * for reading. A channel with costs and no lead, and one with leads and no cost, have rows too.
 * The order of facts changes nothing. O(facts).
 *
 * @throws ClienteleError `scoring.duplicate_id` for leads and stages, `scoring.unknown_stage`,
 * `scoring.not_a_client` for revenue before the last stage, `scoring.negative` for a cost below
 * zero, `scoring.length` for fewer than two stages, `scoring.currency_mismatch`, `money.*`,
 * `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { acquisitionChannels } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const { rows } = acquisitionChannels(
 *   {
 *     costs: [{ channel: "fair", cost: eur("1200.00") }],
 *     leads: [
 *       { lead: "1", channel: "fair", stage: "client", margin: eur("600.00"), months: 6 },
 *       { lead: "2", channel: "fair", stage: "offer" },
 *       { lead: "3", channel: "fair", stage: "contact" },
 *       { lead: "4", channel: "referral", stage: "client", margin: eur("100.00"), months: 2 },
 *     ],
 *   },
 *   { currency: "EUR", stages: ["contact", "offer", "client"] },
 * );
 * const [referral, fair] = rows;
 * assert.equal(fair?.costPerClient?.amount, "1200.00");
 * assert.deepEqual(fair.stages.map((one) => one.reached), [3, 2, 1]);
 * assert.deepEqual(fair.payback, { state: "known", months: 12 });
 * assert.equal(fair.returnOnCost, -0.5);
 * assert.deepEqual(referral?.payback, { state: "not-enough-data", reason: "no-cost" });
 * ```
 * @since 0.1.0
 */
export function acquisitionChannels(facts: ChannelFacts, options: ChannelOptions): ChannelTable {
  const frame = readFrame(options);
  const tallies = [...tallyFacts(facts, frame)].sort(
    ([a, one], [b, other]) =>
      compareScaled(
        subtractScaled(other.margin, other.cost),
        subtractScaled(one.margin, one.cost),
      ) || compareText(a, b),
  );
  const total = noTally(frame.stages.length);
  const rows = tallies.map(([channel, tally]): ChannelRow => {
    addTally(total, tally);
    return { channel, ...figuresOf(tally, frame) };
  });
  return { rows, total: figuresOf(total, frame) };
}
