/**
 * A slow reading of a pricing policy: no tables, no integers, no shared state. Each rule is written
 * once, in the words of the model, over fractions; alternatives are whole copies.
 */
import type {
  Allowance,
  ConditionRecord,
  KeyField,
  OrderLine,
  PricingOrder,
  PricingPolicy,
  PricingStep,
  QuoteOptions,
  StackingGroup,
} from "../../src/pricing/index.js";
import { compileCondition } from "../../src/conditions/index.js";
import { compare, floorOf, fraction, least, minus, over, plus, rounded, size, textOf, times, total, zero } from "../support/fraction.js";
import type { Fraction } from "../support/fraction.js";

/** Units of a line with one history. */
interface Part {
  quantity: Fraction;
  worth: Fraction;
  isFresh: boolean;
  isClaimed: boolean;
}

interface Change {
  readonly step: string;
  readonly record: string;
  readonly amount: Fraction;
  /** What floors have taken back of it. */
  trimmed: Fraction;
}

interface Line {
  readonly source: OrderLine;
  list: Fraction | null;
  net: Fraction;
  start: Fraction;
  groupBase: Fraction | null;
  parts: Part[];
  after: Record<string, Fraction>;
  isClosed: boolean;
  isPaused: boolean;
  counted: string[];
  changes: Change[];
}

interface Grant {
  readonly amount: Fraction;
  readonly units: Fraction;
  readonly uses: number;
}

interface State {
  lines: Line[];
  grants: Record<string, Grant>;
  counters: Record<string, Fraction>;
  rests: string[];
  gifts: string[];
}

/** What a quote comes to, as far as the reference says it. */
export interface Reading {
  readonly lists: readonly (string | null)[];
  readonly nets: readonly (string | null)[];
  readonly changes: readonly string[];
  readonly consumption: readonly string[];
  readonly counters: readonly string[];
  readonly rests: readonly string[];
  readonly gifts: readonly string[];
}

const one: Fraction = [1n, 1n];
const none: Grant = { amount: zero, units: zero, uses: 0 };
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const positive = (value: Fraction): boolean => value[0] > 0n;
const number = (value: string | number): Fraction => fraction(value);
const whole = (value: bigint | number): Fraction => [BigInt(value), 1n];

/** The largest remainders get the cents that are left; the weights are not all zero. */
export function apportion(amount: Fraction, weights: readonly Fraction[], decimals: number, first = false): Fraction[] {
  const cent: Fraction = [1n, 10n ** BigInt(decimals)];
  const sign: Fraction = amount[0] < 0n ? whole(-1) : one;
  const all = total(weights);
  const exact = weights.map((weight) => over(times(size(amount), weight), all));
  const parts = exact.map((share) => rounded(share, decimals, "down"));
  let left = Number(floorOf(over(minus(size(amount), total(parts)), cent)));
  const order = weights.map((_, index) => index).filter((index) => positive(weights[index] ?? zero));
  if (!first) order.sort((a, b) => compare(minus(exact[b] ?? zero, parts[b] ?? zero), minus(exact[a] ?? zero, parts[a] ?? zero)) || a - b);
  for (const index of order) {
    if (left === 0) break;
    parts[index] = plus(parts[index] ?? zero, cent);
    left -= 1;
  }
  return parts.map((part) => times(part, sign));
}

/** Reads a policy for one order. Currencies of the order and the policy are one. */
export class Reference {
  private readonly policy: PricingPolicy;
  private readonly order: PricingOrder;
  private readonly options: QuoteOptions;
  private readonly decimals: number;

  public constructor(policy: PricingPolicy, order: PricingOrder, options: QuoteOptions, decimals = 2) {
    this.policy = policy;
    this.order = order;
    this.options = options;
    this.decimals = decimals;
  }

  public read(): Reading {
    const lines = this.order.lines
      .filter((line) => line.gift === undefined)
      .sort((a, b) => byText(a.id, b.id))
      .map((source): Line => ({ source, list: null, net: zero, start: zero, groupBase: null, parts: [], after: {}, isClosed: false, isPaused: false, counted: [], changes: [] }));
    const counters = Object.fromEntries((this.options.cumulative ?? []).map(({ counter, value }) => [counter, number(value)]));
    const state = this.procedure(this.policy.steps.map((step) => step.id)).reduce<State>(
      (before, node) => this.runNode(before, node),
      { lines, grants: {}, counters: { ...counters }, rests: [], gifts: [] },
    );
    const text = (value: Fraction): string => textOf(value, this.decimals);
    const shown = this.order.lines.filter((line) => line.gift === undefined).map(({ id }) => state.lines.find((line) => line.source.id === id));
    return {
      lists: shown.map((line) => (line?.list === null || line?.list === undefined ? null : text(line.list))),
      nets: shown.map((line) => (line?.list === null || line?.list === undefined ? null : text(line.net))),
      changes: shown.flatMap((line) => (line?.changes ?? []).map(({ step, record, amount }) => [line?.source.id, step, record, text(amount)].join(" "))),
      consumption: Object.entries(state.grants).map(([record, { amount, units, uses }]) => [record, text(amount), textOf(units, 6), uses].join(" ")).sort(byText),
      counters: Object.entries(state.counters).map(([counter, value]) => [counter, minus(value, counters[counter] ?? zero)] as const).filter(([, value]) => compare(value, zero) !== 0).map(([counter, value]) => [counter, textOf(value, 6)].join(" ")).sort(byText),
      rests: state.rests,
      gifts: [...state.gifts].sort(byText),
    };
  }

  /** Steps in turn; a group stands where its first step stands. */
  private procedure(steps: readonly string[]): readonly (string | StackingGroup)[] {
    const inside = (group: StackingGroup): string[] => group.members.flatMap((member) => (typeof member === "string" ? [member] : inside(member)));
    const groups = this.policy.stacking ?? [];
    const nodes = steps.map((step) => groups.find((group) => inside(group).includes(step)) ?? step);
    return nodes.filter((node, index) => nodes.indexOf(node) === index);
  }

  private runNode(before: State, node: string | StackingGroup): State {
    if (typeof node === "string") return this.runStep(before, node);
    const { mode, members } = node;
    if (mode === "sequential") return members.reduce<State>((state, member) => this.runNode(state, member), before);
    if (mode === "additive") {
      const opened = structuredClone(before);
      for (const line of opened.lines) line.groupBase ??= line.net;
      const closed = members.reduce<State>((state, member) => this.runNode(state, member), opened);
      closed.lines.forEach((line, index) => (line.groupBase = before.lines[index]?.groupBase ?? null));
      return closed;
    }
    const trials = members.map((member) => this.runNode(before, member));
    if (node.scope === "line") return this.chooseByLine(before, node, trials);
    const net = (state: State): Fraction => total(state.lines.map((line) => line.net));
    const isChanged = (state: State, index: number): boolean => (state.lines[index]?.changes.length ?? 0) > (before.lines[index]?.changes.length ?? 0);
    const hasEffect = (state: State): boolean => state.lines.some((_, index) => isChanged(state, index));
    if (mode === "best") return trials.reduce((a, b) => (compare(net(b), net(a)) < 0 ? b : a), trials[0] ?? before);
    if (mode === "worst") return trials.reduce((a, b) => (compare(net(b), net(a)) > 0 ? b : a), trials[0] ?? before);
    const chosen = trials.find(hasEffect);
    if (chosen === undefined) return before;
    if (mode === "exclusive") chosen.lines.forEach((line, index) => (line.isClosed ||= isChanged(chosen, index)));
    return chosen;
  }

  /** Each line takes its own member; members then run for the lines that took them. */
  private chooseByLine(before: State, { mode, members }: StackingGroup, trials: readonly State[]): State {
    const own = (position: number, index: number): Line | undefined => trials[position]?.lines[index];
    const count = (line: Line | undefined): number => line?.changes.length ?? 0;
    const choices = before.lines.map((line, index) => {
      if (mode === "first" || mode === "exclusive") return members.findIndex((_, position) => count(own(position, index)) > count(line));
      const sign = mode === "best" ? 1 : -1;
      return members.reduce((best, _, position) => (compare(own(position, index)?.net ?? zero, own(best, index)?.net ?? zero) * sign < 0 ? position : best), 0);
    });
    const after = members.reduce<State>((state, member, position) => {
      const paused = structuredClone(state);
      paused.lines.forEach((line, index) => (line.isPaused = before.lines[index]?.isPaused === true || choices[index] !== position));
      return this.runNode(paused, member);
    }, before);
    const open = structuredClone(after);
    open.lines.forEach((line, index) => {
      line.isPaused = before.lines[index]?.isPaused ?? false;
      if (mode === "exclusive" && count(line) > count(before.lines[index])) line.isClosed = true;
    });
    return open;
  }

  private runStep(before: State, id: string): State {
    const state = structuredClone(before);
    const step = this.policy.steps.find((one) => one.id === id);
    if (step === undefined) throw new Error(id);
    for (const line of state.lines) line.start = line.net;
    const after = step.kind === "price" ? this.price(state, step) : step.kind === "floor" ? this.floor(state, step) : step.scope === "order" ? this.orderStep(state, step) : this.lineStep(state, step);
    const position = this.policy.steps.indexOf(step);
    for (const line of after.lines) for (const later of this.policy.steps.slice(position)) line.after[later.id] = line.net;
    return after;
  }

  // Search

  /** A value and its ancestors, nearest first. */
  private chain(field: KeyField, value: string): string[] {
    const link = this.policy.hierarchies?.[field]?.find(({ child }) => child === value);
    return link === undefined ? [value] : [value, ...this.chain(field, link.parent)];
  }

  private keys(fields: readonly KeyField[], line: Line): string[][] {
    const values = fields.map((field) => (field === "client" || field === "clientGroup" ? this.order[field] : line.source[field]));
    return fields.reduce<string[][]>((keys, field, index) => {
      const value = values[index];
      return value === undefined ? [] : keys.flatMap((key) => this.chain(field, value).map((one) => [...key, one]));
    }, [[]]);
  }

  /** Records of a step for a line, from specific to general, each with the place of its key. */
  private candidates(state: State, step: PricingStep, line: Line): { record: ConditionRecord; place: number }[] {
    let place = 0;
    return step.access.flatMap((fields) =>
      this.keys(fields, line).flatMap((key) => {
        place += 1;
        return this.policy.records
          .filter((record) => record.step === step.id && Object.keys(record.key).length === fields.length)
          .filter((record) => fields.every((field, index) => record.key[field] === key[index]))
          .sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || byText(a.id, b.id))
          .filter((record) => this.holds(state, step, record, line))
          .map((record) => ({ record, place }));
      }),
    );
  }

  private holds(state: State, step: PricingStep, record: ConditionRecord, line: Line): boolean {
    const { valid, code, when, scale, currency } = record;
    const { asOf } = this.options;
    if (currency !== undefined && currency !== this.policy.currency) return false;
    if ("unit" in record.value && this.quantityIn(line, record.value.unit) === null) return false;
    if (valid !== undefined && (asOf < valid.from || (valid.until !== undefined && asOf >= valid.until))) return false;
    if (code !== undefined && !(this.order.codes ?? []).includes(code)) return false;
    if (when !== undefined && !compileCondition(when).holds({ order: this.order, line: line.source, client: this.order.client })) return false;
    if (scale === undefined || (step.scope === "order" && scale.over !== "order")) return true;
    return this.bandOf(state, step, record, [line]) !== null;
  }

  // Scales and units

  private quantityIn(line: Line, unit: string | undefined): Fraction | null {
    const article = this.policy.articles?.find(({ id }) => id === line.source.article);
    const ratio = (name: string | undefined): Fraction | null => {
      if (name === undefined || name === article?.unit) return one;
      const found = article?.conversions?.find((conversion) => conversion.unit === name);
      return found === undefined ? null : [BigInt(found.numerator), BigInt(found.denominator)];
    };
    const from = ratio(line.source.unit);
    const to = ratio(unit);
    return from === null || to === null ? null : over(times(number(line.source.quantity), from), to);
  }

  private pool(state: State, step: PricingStep, record: ConditionRecord, lines: readonly Line[]): readonly Line[] {
    const kind = record.scale?.over;
    if (kind === "order") return state.lines;
    const [line] = lines;
    if (step.scope === "order" || line === undefined || (kind !== "article" && kind !== "productGroup")) return lines;
    const group = line.source[kind];
    return group === undefined ? lines : state.lines.filter((other) => other.source[kind] === group);
  }

  private baseOf(state: State, step: PricingStep, record: ConditionRecord, lines: readonly Line[]): Fraction | null {
    const bases = this.pool(state, step, record, lines).map((line) => {
      const { base = "quantity", of = "running", unit } = record.scale ?? {};
      if (base === "value") return line.list === null ? zero : of === "list" ? line.list : line.start;
      if (base === "weight") {
        const weight = this.policy.articles?.find(({ id }) => id === line.source.article)?.weight;
        const quantity = this.quantityIn(line, undefined);
        return weight === undefined || quantity === null ? null : times(quantity, number(weight));
      }
      return this.quantityIn(line, unit ?? ("unit" in record.value ? record.value.unit : undefined));
    });
    return bases.reduce<Fraction | null>((sum, base) => (sum === null || base === null ? null : plus(sum, base)), zero);
  }

  private counted(state: State, record: ConditionRecord): Fraction {
    const counter = record.scale?.counter;
    return counter === undefined ? zero : (state.counters[counter] ?? zero);
  }

  private bands(record: ConditionRecord): { from: Fraction; value: Fraction }[] {
    return (record.scale?.bands ?? []).map(({ from, value }) => ({ from: number(from), value: number(value) })).sort((a, b) => compare(a.from, b.from));
  }

  private bandOf(state: State, step: PricingStep, record: ConditionRecord, lines: readonly Line[]): Fraction | null {
    const base = this.baseOf(state, step, record, lines);
    if (base === null) return null;
    const reached = this.bands(record).filter(({ from }) => compare(from, plus(base, this.counted(state, record))) <= 0);
    return reached.at(-1)?.value ?? null;
  }

  private rate(state: State, step: PricingStep, record: ConditionRecord, lines: readonly Line[]): Fraction {
    const { value } = record;
    const own = "rate" in value ? value.rate : "amount" in value ? value.amount : 0;
    return record.scale === undefined ? number(own) : (this.bandOf(state, step, record, lines) ?? zero);
  }

  private count(state: State, step: PricingStep, record: ConditionRecord, lines: readonly Line[]): void {
    const counter = record.scale?.counter;
    if (counter === undefined) return;
    const open = this.pool(state, step, record, lines).filter((line) => !line.counted.includes(counter));
    const alone = { ...record, scale: { ...record.scale, over: "line" as const } } as ConditionRecord;
    // A counter is a decimal: what has no end is cut at the twelfth.
    const base = rounded(this.baseOf(state, step, alone, open) ?? zero, 12, "floor");
    state.counters[counter] = plus(state.counters[counter] ?? zero, base);
    for (const line of open) line.counted.push(counter);
  }

  /** Rate × quantity in the record's unit; each unit in its band where graduated. */
  private extended(state: State, step: PricingStep, record: ConditionRecord, line: Line, quantity: Fraction): Fraction {
    const unit = "unit" in record.value ? record.value.unit : undefined;
    const per = record.value.kind === "unitPrice" ? whole(record.value.per ?? 1) : one;
    const part = { ...line, source: { ...line.source, quantity: line.source.quantity } };
    const all = this.quantityIn(part, unit) ?? zero;
    const share = over(quantity, number(line.source.quantity));
    if (record.scale?.kind !== "graduated") return over(times(times(all, share), this.rate(state, step, record, [line])), per);
    const start = this.counted(state, record);
    const base = times(this.baseOf(state, step, record, [line]) ?? zero, share);
    const bands = this.bands(record);
    const worth = bands.map(({ from, value }, index) => {
      const until = bands[index + 1]?.from;
      const end = until === undefined ? plus(start, base) : least(plus(start, base), until);
      const width = minus(end, compare(start, from) > 0 ? start : from);
      return positive(width) ? times(width, value) : zero;
    });
    // What the bands are counted in and what the price is for may be two units.
    const inBands = this.quantityIn(line, record.scale.unit ?? unit) ?? one;
    return over(times(total(worth), over(all, inBands)), per);
  }

  // Rounding, parts of lines, limits

  private round(step: PricingStep, value: Fraction, quantity: Fraction | null): Fraction {
    const mode = step.rounding?.mode ?? this.policy.rounding ?? "halfEven";
    const decimals = step.rounding?.decimals ?? this.decimals;
    if (step.rounding?.place === "unit" && quantity !== null) {
      return rounded(times(rounded(over(value, quantity), decimals, mode), quantity), this.decimals, mode);
    }
    return rounded(value, Math.min(decimals, this.decimals), mode);
  }

  /** Takes units of parts in the order given; a part that is cut keeps the rest as a part after all. */
  private take(line: Line, from: readonly Part[], units: Fraction): Part[] {
    const taken: Part[] = [];
    let rest = units;
    for (const part of from) {
      if (!positive(rest)) break;
      if (compare(part.quantity, rest) > 0) {
        const worth = rounded(over(times(part.worth, rest), part.quantity), this.decimals, "halfEven");
        line.parts.push({ ...part, quantity: minus(part.quantity, rest), worth: minus(part.worth, worth) });
        part.quantity = rest;
        part.worth = worth;
      }
      taken.push(part);
      rest = minus(rest, part.quantity);
    }
    return taken;
  }

  private spread(parts: readonly Part[], change: Fraction): void {
    const worths = parts.map((part) => part.worth);
    const weights = worths.some(positive) ? worths : parts.map((part) => part.quantity);
    const shares = apportion(change, weights, this.decimals);
    parts.forEach((part, index) => (part.worth = plus(part.worth, shares[index] ?? zero)));
  }

  private enter(line: Line, step: PricingStep, record: ConditionRecord, amount: Fraction): void {
    line.net = plus(line.net, amount);
    line.changes.push({ step: step.id, record: record.id, amount, trimmed: zero });
  }

  /** What limits leave of a change over units; null where nothing, or not all and it may not be cut. */
  private granted(state: State, record: ConditionRecord, change: Fraction, units: Fraction): { change: Fraction; units: Fraction } | null {
    const { limits } = record;
    if (limits === undefined) return { change, units };
    const here = state.grants[record.id] ?? none;
    const usage = (isOfClient: boolean): Grant[] =>
      (this.options.usage ?? [])
        .filter((row) => row.record === record.id && (row.client !== undefined) === isOfClient && (row.client ?? this.order.client) === this.order.client)
        .map((row) => ({ amount: number(row.amount ?? 0), units: number(row.units ?? 0), uses: row.uses ?? 0 }));
    const pairs: [Allowance | undefined, Grant[]][] = [[limits.perOrder, [here]], [limits.perClient, [here, ...usage(true)]], [limits.total, [here, ...usage(false)]]];
    let grantedChange = change;
    let grantedUnits = units;
    for (const [allowance, used] of pairs) {
      if (allowance?.uses !== undefined && used.reduce((sum, row) => sum + row.uses, 0) >= allowance.uses) return null;
      if (allowance?.units !== undefined) grantedUnits = least(grantedUnits, minus(number(allowance.units), total(used.map((row) => row.units))));
    }
    if (!positive(grantedUnits)) return null;
    if (compare(grantedUnits, units) < 0) grantedChange = rounded(over(times(change, grantedUnits), units), this.decimals, "down");
    for (const [allowance, used] of pairs) {
      if (allowance?.amount === undefined) continue;
      const room = minus(rounded(number(allowance.amount), this.decimals, "down"), total(used.map((row) => row.amount)));
      if (compare(room, size(grantedChange)) >= 0) continue;
      if (!positive(room)) return null;
      grantedChange = grantedChange[0] < 0n ? minus(zero, room) : room;
    }
    const isCut = compare(grantedChange, change) !== 0;
    return isCut && limits.excess === "refuse" ? null : { change: grantedChange, units: grantedUnits };
  }

  private consume(state: State, record: ConditionRecord, change: Fraction, units: Fraction): void {
    if (record.limits === undefined) return;
    const before = state.grants[record.id] ?? none;
    state.grants[record.id] = { amount: plus(before.amount, size(change)), units: plus(before.units, units), uses: before.uses + 1 };
  }

  // Steps of lines

  private price(state: State, step: PricingStep): State {
    for (const line of state.lines) {
      const found = this.candidates(state, step, line)[0];
      if (found === undefined) continue;
      const quantity = number(line.source.quantity);
      line.list = this.round(step, this.extended(state, step, found.record, line, quantity), quantity);
      line.parts = [{ quantity, worth: line.list, isFresh: true, isClaimed: false }];
      this.enter(line, step, found.record, line.list);
      this.count(state, step, found.record, [line]);
    }
    return state;
  }

  private isOut(step: PricingStep, line: Line): boolean {
    if (line.list === null || line.isPaused || line.isClosed) return true;
    if (line.source.isExcluded === true && step.includes?.includes("excluded") !== true) return true;
    return step.scope === "order" && line.source.kind === "freight" && step.includes?.includes("freight") !== true;
  }

  /** What a rate is taken of; null stands for what the line, or its units, stand at. */
  private named(step: PricingStep, line: Line): Fraction | null {
    if (step.base === "list") return line.list;
    if (typeof step.base === "object") return line.after[step.base.after] ?? zero;
    return line.groupBase;
  }

  private lineStep(state: State, step: PricingStep): State {
    for (const line of state.lines) {
      if (this.isOut(step, line)) continue;
      const found = this.candidates(state, step, line).map(({ record }) => record);
      if (step.collect !== "all") {
        const [record] = found;
        if (record !== undefined) this.apply(state, step, line, record, this.named(step, line));
        continue;
      }
      const change = (record: ConditionRecord): Fraction => this.weighed(state, step, line, record);
      const best = (records: readonly ConditionRecord[], sign: number): ConditionRecord | undefined =>
        records.reduce<ConditionRecord | undefined>((a, b) => (a === undefined || compare(change(b), change(a)) * sign < 0 ? b : a), undefined);
      const kept = found.filter((record) => record.group === undefined || best(found.filter((other) => other.group === record.group), 1) === record);
      if (step.stacking === "best" || step.stacking === "worst") {
        const record = best(kept, step.stacking === "best" ? 1 : -1);
        if (record !== undefined) this.apply(state, step, line, record, this.named(step, line));
        continue;
      }
      const start = this.named(step, line) ?? line.net;
      for (const record of kept) this.apply(state, step, line, record, step.stacking === "additive" ? start : this.named(step, line));
    }
    return state;
  }

  /** What a record would change, with nothing done. */
  private weighed(state: State, step: PricingStep, line: Line, record: ConditionRecord): Fraction {
    if (record.value.kind === "freeGoods") return zero;
    const base = this.named(step, line);
    const isAdditive = step.collect === "all" && step.stacking === "additive";
    return this.planned(state, step, structuredClone(line), record, isAdditive ? (base ?? line.net) : base)?.change ?? zero;
  }

  private planned(state: State, step: PricingStep, line: Line, record: ConditionRecord, base: Fraction | null): { change: Fraction; units: Fraction; parts: readonly Part[] } | null {
    const quantity = number(line.source.quantity);
    const limit = record.limits?.unitsPerLineMax;
    const isPart = limit !== undefined && compare(whole(limit), quantity) < 0;
    const units = isPart ? whole(limit) : quantity;
    let parts: readonly Part[] = line.parts;
    if (isPart) {
      const isFresh = record.limits?.pick !== "same";
      parts = this.take(line, [...line.parts.filter((part) => part.isFresh === isFresh), ...line.parts.filter((part) => part.isFresh !== isFresh)], units);
    }
    const worth = total(parts.map((part) => part.worth));
    const shared = base === null || !isPart ? base : rounded(over(times(base, units), quantity), this.decimals, "halfEven");
    const own = shared ?? worth;
    const exact = this.exact(state, step, line, record, own, units);
    const raw = this.round(step, exact, units);
    const wanted = record.value.kind === "override" ? minus(raw, worth) : raw;
    const change = compare(plus(worth, wanted), zero) < 0 ? minus(zero, worth) : wanted;
    const granted = this.granted(state, record, change, units);
    return granted === null ? null : { ...granted, parts };
  }

  private exact(state: State, step: PricingStep, line: Line, record: ConditionRecord, base: Fraction, units: Fraction): Fraction {
    if (record.value.kind === "percent") return times(base, this.rate(state, step, record, [line]));
    if (record.value.kind === "amountPerLine") return this.rate(state, step, record, [line]);
    return this.extended(state, step, record, line, units);
  }

  private apply(state: State, step: PricingStep, line: Line, record: ConditionRecord, base: Fraction | null): void {
    if (record.value.kind === "freeGoods") {
      this.freeGoods(state, step, line, record);
      return;
    }
    const trial = structuredClone(line);
    if (this.planned(state, step, trial, record, base) === null) return;
    const planned = this.planned(state, step, line, record, base);
    if (planned === null) return;
    this.spread(planned.parts, planned.change);
    const limit = record.limits?.unitsPerLineMax;
    if (limit !== undefined && compare(whole(limit), number(line.source.quantity)) < 0) for (const part of planned.parts) part.isFresh = false;
    this.consume(state, record, planned.change, planned.units);
    this.count(state, step, record, [line]);
    this.enter(line, step, record, planned.change);
  }

  private freeGoods(state: State, step: PricingStep, line: Line, record: ConditionRecord): void {
    const { value } = record;
    if (value.kind !== "freeGoods") return;
    const inUnit = over(this.quantityIn(line, value.unit) ?? zero, number(line.source.quantity));
    const open = (of: Line): Part[] => of.parts.filter((part) => !part.isClaimed);
    const bought = floorOf(times(total(open(line).map((part) => part.quantity)), inUnit));
    const [buy, get] = [BigInt(value.buy), BigInt(value.get)];
    const sets = bought / buy;
    const counts = {
      proportional: floorOf(rounded([bought * get, buy], 0, value.rounding ?? "down")),
      unitReference: sets * get,
      wholeMultiple: bought % buy === 0n ? sets * get : 0n,
    };
    const free = counts[value.counting];
    const isInclusive = value.mode === "inclusive";
    const desired = isInclusive && free > bought ? bought : free;
    if (desired === 0n) return;
    const parts = (of: Line, units: bigint): Part[] => this.take(of, open(of), over(whole(units), inUnit));
    const worth = isInclusive ? total(parts(structuredClone(line), desired).map((part) => part.worth)) : zero;
    const granted = this.granted(state, record, minus(zero, worth), whole(desired));
    if (granted === null) return;
    let units = floorOf(granted.units);
    if (positive(worth)) {
      const affordable = floorOf(over(times(size(granted.change), whole(desired)), worth));
      if (compare(size(granted.change), worth) !== 0 && affordable < units) units = affordable;
    }
    if (units === 0n || (units < desired && record.limits?.excess === "refuse")) return;
    if (!isInclusive) {
      state.gifts.push([line.source.id, record.id, value.article ?? line.source.article, String(units)].join(" "));
      this.consume(state, record, zero, whole(units));
      this.enter(line, step, record, zero);
      return;
    }
    const taken = parts(line, units);
    const change = minus(zero, total(taken.map((part) => part.worth)));
    for (const part of taken) Object.assign(part, { worth: zero, isClaimed: true, isFresh: false });
    this.consume(state, record, change, whole(units));
    this.enter(line, step, record, change);
  }

  // Floors

  private floorAmount(state: State, step: PricingStep, line: Line): { record: ConditionRecord; amount: Fraction } | null {
    const record = this.candidates(state, step, line)[0]?.record;
    if (record?.value.kind !== "floor") return null;
    const { value } = record;
    const units = this.quantityIn(line, undefined) ?? zero;
    const article = this.policy.articles?.find(({ id }) => id === line.source.article);
    const given = line.source.cost ?? article?.cost;
    if (value.by === "price") return { record, amount: rounded(times(units, number(value.amount)), this.decimals, "ceil") };
    if (value.by === "maximumDiscount") return { record, amount: rounded(times(line.list ?? zero, minus(one, number(value.rate))), this.decimals, "ceil") };
    if (given === undefined) return null;
    const cost = number(given);
    const each = "amount" in value ? plus(cost, number(value.amount)) : over(cost, minus(one, number(value.rate)));
    return { record, amount: rounded(times(units, each), this.decimals, "ceil") };
  }

  private floor(state: State, step: PricingStep): State {
    for (const line of state.lines) {
      const found = line.list === null ? null : this.floorAmount(state, step, line);
      if (found === null || compare(line.net, found.amount) >= 0) continue;
      let missing = minus(found.amount, line.net);
      let raised = zero;
      for (const change of [...line.changes.slice(1)].reverse()) {
        const left = minus(minus(zero, change.amount), change.trimmed);
        if (!positive(left) || !positive(missing)) continue;
        const back = least(left, missing);
        change.trimmed = plus(change.trimmed, back);
        const grant = state.grants[change.record];
        if (grant !== undefined) state.grants[change.record] = { ...grant, amount: minus(grant.amount, back) };
        missing = minus(missing, back);
        raised = plus(raised, back);
      }
      if (!positive(raised)) continue;
      this.spread(line.parts, raised);
      this.enter(line, step, found.record, raised);
    }
    return state;
  }

  // Steps of the order

  private orderStep(state: State, step: PricingStep): State {
    const hits = this.gather(state, step);
    const starts = new Map(state.lines.map((line) => [line.source.id, this.named(step, line) ?? line.net]));
    const choose = (before: State, records: readonly string[], sign: number): State => {
      const net = (one: State): Fraction => total(one.lines.map((line) => line.net));
      const trials = hits.filter(({ record }) => records.includes(record.id)).map((hit) => this.applyToOrder(structuredClone(before), step, hit.record, hit.ids, null));
      return trials.reduce((a, b) => (compare(net(b), net(a)) * sign < 0 ? b : a), trials[0] ?? before);
    };
    if (step.stacking === "best" || step.stacking === "worst") return choose(state, hits.map(({ record }) => record.id), step.stacking === "best" ? 1 : -1);
    const done = new Set<string>();
    return hits.reduce<State>((before, { record, ids }) => {
      const { group } = record;
      if (group === undefined) return this.applyToOrder(before, step, record, ids, step.stacking === "additive" ? starts : null);
      if (done.has(group)) return before;
      done.add(group);
      return choose(before, hits.filter((hit) => hit.record.group === group).map((hit) => hit.record.id), 1);
    }, state);
  }

  /** Records with the lines they are found for; those whose lines stay below their bands go, the most specific first. */
  private gather(state: State, step: PricingStep, gone: readonly string[] = []): { record: ConditionRecord; ids: string[] }[] {
    const found = new Map<string, { record: ConditionRecord; place: number; ids: string[] }>();
    for (const line of state.lines.filter((each) => !this.isOut(step, each))) {
      const all = this.candidates(state, step, line).filter(({ record }) => !gone.includes(record.id));
      for (const { record, place } of step.collect === "all" ? all : all.slice(0, 1)) {
        const known = found.get(record.id) ?? { record, place, ids: [] };
        found.set(record.id, { ...known, ids: [...known.ids, line.source.id] });
      }
    }
    const below = [...found.values()].filter(({ record, ids }) => record.scale !== undefined && this.bandOf(state, step, record, this.linesOf(state, ids)) === null);
    const place = Math.min(...below.map((hit) => hit.place));
    const leaving = below.filter((hit) => hit.place === place).map(({ record }) => record.id);
    if (leaving.length > 0) return this.gather(state, step, [...gone, ...leaving]);
    return [...found.values()].sort((a, b) => (b.record.priority ?? 0) - (a.record.priority ?? 0) || byText(a.record.id, b.record.id));
  }

  private linesOf(state: State, ids: readonly string[]): Line[] {
    return state.lines.filter((line) => ids.includes(line.source.id));
  }

  private applyToOrder(state: State, step: PricingStep, record: ConditionRecord, ids: readonly string[], starts: ReadonlyMap<string, Fraction> | null): State {
    const lines = this.linesOf(state, ids);
    const { value } = record;
    if (value.kind === "bundlePrice" || value.kind === "buyGet") {
      this.offer(state, step, record, lines);
      return state;
    }
    const bases = lines.map((line) => starts?.get(line.source.id) ?? this.named(step, line) ?? line.net);
    const base = total(bases);
    const rate = this.rate(state, step, record, lines);
    const wanted = this.round({ ...step, rounding: { ...step.rounding, place: "line" } }, value.kind === "percent" ? times(base, rate) : rate, null);
    const units = total(lines.map((line) => number(line.source.quantity)));
    const granted = this.granted(state, record, wanted, units);
    if (granted === null) return state;
    const { parts, rest } = this.allocate(state, step, lines, bases, granted.change);
    lines.forEach((line, index) => {
      const part = parts[index] ?? zero;
      if (part[0] === 0n) return;
      this.spread(line.parts, part);
      this.enter(line, step, record, part);
    });
    this.consume(state, record, total(parts), granted.units);
    this.count(state, step, record, lines);
    if (rest[0] !== 0n) state.rests.push([step.id, record.id, textOf(rest, this.decimals)].join(" "));
    return state;
  }

  /** Shares by weight; what a line has no room for goes to the others. */
  private allocate(state: State, step: PricingStep, lines: readonly Line[], weights: readonly Fraction[], change: Fraction): { parts: Fraction[]; rest: Fraction } {
    const isDiscount = change[0] < 0n;
    const rooms = lines.map((line) => {
      const floors = this.policy.steps.filter((each) => each.kind === "floor").map((each) => this.floorAmount(state, each, line)?.amount ?? zero);
      const highest = floors.reduce((a, b) => (compare(b, a) > 0 ? b : a), zero);
      const room = minus(line.net, highest);
      return positive(room) ? room : zero;
    });
    const parts = lines.map((): Fraction => zero);
    let rest = size(change);
    for (let round = 0; round <= lines.length && positive(rest); round += 1) {
      const own = weights.map((weight, index) => {
        const isOpen = !isDiscount || compare(parts[index] ?? zero, rooms[index] ?? zero) < 0;
        return isOpen && positive(weight) ? (step.allocation === "even" ? one : weight) : zero;
      });
      if (!own.some(positive)) break;
      this.shares(step, rest, own).forEach((share, index) => {
        const before = parts[index] ?? zero;
        const after = plus(before, share);
        const bounded = isDiscount ? least(after, rooms[index] ?? zero) : after;
        parts[index] = bounded;
        rest = minus(rest, minus(bounded, before));
      });
    }
    const sign = isDiscount ? whole(-1) : one;
    return { parts: parts.map((part) => times(part, sign)), rest: times(rest, sign) };
  }

  private shares(step: PricingStep, amount: Fraction, weights: readonly Fraction[]): Fraction[] {
    if (step.allocation !== "proportionalRunning") return apportion(amount, weights, this.decimals, step.allocation === "floorToFirst");
    let rest = amount;
    let left = total(weights);
    return weights.map((weight) => {
      if (!positive(weight)) return zero;
      const share = rounded(over(times(rest, weight), left), this.decimals, "halfUp");
      rest = minus(rest, share);
      left = minus(left, weight);
      return share;
    });
  }

  // Offers over the units of several lines

  private offer(state: State, step: PricingStep, record: ConditionRecord, lines: readonly Line[]): void {
    const { value } = record;
    const open = (line: Line): Part[] => line.parts.filter((part) => !part.isClaimed);
    const count = (line: Line): bigint => open(line).reduce((sum, part) => sum + floorOf(part.quantity), 0n);
    const place = { ...step, rounding: { ...step.rounding, place: "line" as const } };
    if (value.kind === "bundlePrice") {
      const sets = value.items.map(({ article, quantity }) => lines.filter((line) => line.source.article === article).reduce((sum, line) => sum + count(line), 0n) / BigInt(quantity)).reduce((a, b) => (a < b ? a : b));
      if (sets === 0n) return;
      const price = this.round(place, times(number(value.amount), whole(sets)), null);
      const pick = (of: readonly Line[]): Map<Line, Part[]> => {
        const taken = new Map<Line, Part[]>();
        for (const { article, quantity } of value.items) {
          let rest = sets * BigInt(quantity);
          for (const line of of.filter((each) => each.source.article === article)) {
            const here = count(line) < rest ? count(line) : rest;
            if (here > 0n) taken.set(line, this.take(line, open(line), whole(here)));
            rest -= here;
          }
        }
        return taken;
      };
      const trial = pick(structuredClone(lines));
      const worth = total([...trial.values()].flat().map((part) => part.worth));
      if (compare(price, worth) >= 0) return;
      this.settle(state, step, record, () => pick(lines), () => minus(price, worth));
      return;
    }
    if (value.kind !== "buyGet") return;
    const sets = lines.reduce((sum, line) => sum + count(line), 0n) / BigInt(value.buy + value.get);
    if (sets === 0n) return;
    const each = ({ part }: { part: Part }): Fraction => over(part.worth, part.quantity);
    const sorted = (of: readonly Line[]): { line: Line; part: Part }[] => of.flatMap((line) => open(line).map((part) => ({ line, part }))).sort((a, b) => compare(each(b), each(a)) || byText(a.line.source.id, b.line.source.id));
    const pick = (list: readonly { line: Line; part: Part }[], units: bigint): Map<Line, Part[]> => {
      const taken = new Map<Line, Part[]>();
      let rest = units;
      for (const { line, part } of list) {
        const all = floorOf(part.quantity);
        const here = all < rest ? all : rest;
        if (here > 0n) taken.set(line, [...(taken.get(line) ?? []), ...this.take(line, [part], whole(here))]);
        rest -= here;
      }
      return taken;
    };
    const free = (): Map<Line, Part[]> => {
      const list = sorted(lines);
      return pick(value.pick === "cheapest" ? list.reverse() : list, sets * BigInt(value.get));
    };
    const changeOf = (taken: ReadonlyMap<Line, Part[]>): Fraction =>
      total([...taken.values()].map((parts) => {
        const worth = total(parts.map((part) => part.worth));
        const change = this.round(place, times(worth, number(value.rate)), null);
        return compare(plus(worth, change), zero) < 0 ? minus(zero, worth) : change;
      }));
    if (!this.settle(state, step, record, free, changeOf)) return;
    for (const parts of pick(sorted(lines), sets * BigInt(value.buy)).values()) for (const part of parts) part.isClaimed = true;
  }

  /** Grants a change over units taken of lines, by their worth. */
  private settle(state: State, step: PricingStep, record: ConditionRecord, pick: () => Map<Line, Part[]>, changeOf: (taken: ReadonlyMap<Line, Part[]>) => Fraction): boolean {
    const before = structuredClone(state);
    const taken = pick();
    const change = changeOf(taken);
    const lines = [...taken.entries()];
    const units = total(lines.flatMap(([, parts]) => parts.map((part) => part.quantity)));
    const granted = this.granted(state, record, change, units);
    const worths = lines.map(([, parts]) => total(parts.map((part) => part.worth)));
    if (granted === null || !worths.some(positive)) {
      state.lines.forEach((line, index) => (line.parts = before.lines[index]?.parts ?? []));
      return false;
    }
    const shares = apportion(granted.change, worths, this.decimals);
    lines.forEach(([line, parts], index) => {
      const share = shares[index] ?? zero;
      const own = parts.map((part) => part.worth);
      const split = own.some(positive) ? apportion(share, own, this.decimals) : own;
      parts.forEach((part, position) => Object.assign(part, { worth: plus(part.worth, split[position] ?? zero), isClaimed: true, isFresh: false }));
      this.enter(line, step, record, share);
    });
    this.consume(state, record, granted.change, granted.units);
    return true;
  }
}
