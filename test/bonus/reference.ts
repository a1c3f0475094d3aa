/**
 * Bonus told in the simplest way: for each period and schedule the documents are picked anew and
 * added up in fractions. Slow and obvious; the engine has to say the same.
 */
import type {
  BonusAgreement,
  BonusGauge,
  BonusMeasure,
  BonusPeriods,
  BonusPrecondition,
  BonusSchedule,
  RollingPeriods,
  Turnover,
  TurnoverDocument,
} from "../../src/bonus/index.js";
import { compileCondition } from "../../src/conditions/index.js";
import type { Condition } from "../../src/conditions/index.js";
import { addDays, addDuration, calendarPeriod, calendarPeriods, periodContaining, subPeriods } from "../../src/values/index.js";
import type { ClosedPeriod } from "../../src/values/index.js";
import { compare, fraction, minus, over, plus, rounded, textOf, times, total, zero } from "../support/fraction.js";
import type { Fraction } from "../support/fraction.js";

interface Known {
  readonly document: TurnoverDocument;
  readonly net: Fraction;
  /** The day on which it counts. */
  readonly day: string;
}

export interface ReferencePeriod {
  readonly period: ClosedPeriod;
  readonly earned: string;
  readonly turnover: string;
  readonly states: readonly string[];
}

const one: Fraction = [1n, 1n];
const positive = (value: Fraction): boolean => value[0] > 0n;
const inside = ({ from, until }: ClosedPeriod, day: string): boolean => from <= day && day < until;
const lastDay = ({ until }: ClosedPeriod): string => addDays(until, -1);

function cut(whole: ClosedPeriod, periods: BonusPeriods): readonly ClosedPeriod[] {
  if (periods.kind === "contract") return subPeriods(whole, periods.length);
  if (periods.kind === "calendar") return calendarPeriods(periods.unit, whole);
  return periods.periods.flatMap(({ from, until }) => {
    const part = { from: from > whole.from ? from : whole.from, until: until < whole.until ? until : whole.until };
    return part.from < part.until ? [part] : [];
  });
}

function begun({ valid, period = "P1Y" }: BonusAgreement, asOf: string): readonly ClosedPeriod[] {
  const periods: BonusPeriods = typeof period === "string" ? { kind: "contract", length: period } : period;
  const { from, until = "9990-01-01" } = valid;
  if (periods.kind === "listed") return cut({ from, until }, periods).filter((part) => part.from <= asOf);
  const found: ClosedPeriod[] = [];
  for (let start = from; start <= asOf && start < until;) {
    const whole = periods.kind === "contract" ? periodContaining(start, periods.length, from) : calendarPeriod(periods.unit, start);
    found.push({ from: start, until: whole.until < until ? whole.until : until });
    start = whole.until;
  }
  return found;
}

export class Reference {
  readonly #terms: BonusAgreement;
  readonly #turnover: Turnover;
  readonly #asOf: string;

  constructor(terms: BonusAgreement, turnover: Turnover, asOf: string) {
    this.#terms = terms;
    this.#turnover = turnover;
    this.#asOf = asOf;
  }

  #cents(value: Fraction): Fraction {
    return rounded(value, 2, this.#terms.rounding ?? "halfEven");
  }

  #converted({ amount, currency }: { amount: string; currency: string }, date: string): Fraction {
    if (currency === "EUR") return fraction(amount);
    const fit = (this.#turnover.rates ?? [])
      .filter((rate) => rate.from === currency && rate.to === "EUR" && (rate.validFrom ?? "") <= date)
      .toSorted((a, b) => ((a.validFrom ?? "") < (b.validFrom ?? "") ? 1 : -1))[0];
    const [numerator = "1", denominator = "1"] = (fit?.rate ?? "1").split("/");
    return this.#cents(times(fraction(amount), over(fraction(numerator), fraction(denominator))));
  }

  #holds(condition: Condition | undefined, document: TurnoverDocument): boolean {
    if (condition === undefined) return true;
    const groups = this.#groupsOf(document);
    return compileCondition(condition).holds({ ...document, ...(groups.length > 0 ? { productGroups: groups } : {}) });
  }

  /** The group of a document, and all above it. */
  #groupsOf({ productGroup }: TurnoverDocument): readonly string[] {
    const groups: string[] = [];
    for (let group = productGroup; group !== undefined;) {
      groups.push(group);
      const child = group;
      group = this.#terms.productHierarchy?.find((link) => link.child === child)?.parent;
    }
    return groups;
  }

  /** Documents of the parties that are known. */
  #ofParties(): readonly TurnoverDocument[] {
    const ids = this.#terms.parties?.map(({ id }) => id);
    return this.#turnover.documents.filter(
      ({ party, known, date }) => (known ?? date) <= this.#asOf && (ids === undefined || (party !== undefined && ids.includes(party))),
    );
  }

  #counted(periods: readonly ClosedPeriod[]): readonly Known[] {
    const { returns, closing, eligible } = this.#terms;
    return this.#ofParties().flatMap((document) => {
      if (!this.#holds(eligible, document)) return [];
      let day = returns === "ofSale" ? (document.saleDate ?? document.date) : document.date;
      const known = document.known ?? document.date;
      const home = periods.find((period) => inside(period, day));
      if (closing !== undefined && home !== undefined && known >= addDuration(home.until, closing.after)) {
        // A return is never too late.
        if (closing.late === "whenKnown") day = known;
        else if (this.#converted(document.amount, document.date)[0] >= 0n) return [];
      }
      return [{ document, net: this.#converted(document.amount, document.date), day }];
    });
  }

  #gauge(gauge: BonusGauge | undefined, known: readonly Known[]): Fraction {
    switch (gauge?.kind) {
      case undefined:
      case "netTurnover":
        return total(known.map(({ net }) => net));
      case "listTurnover":
        return total(known.map(({ document }) => this.#converted(document.list ?? document.amount, document.date)));
      case "quantity":
      case "weight":
        return total(known.map(({ document }) => this.#amountIn(document, gauge.kind, gauge.unit)));
      case "orders": {
        const orders = new Set(known.map(({ document }) => document.order ?? document.id));
        const kept = [...orders].filter((order) =>
          positive(total(known.filter(({ document }) => (document.order ?? document.id) === order).map(({ net }) => net))),
        );
        return [BigInt(kept.length), 1n];
      }
    }
  }

  #amountIn(document: TurnoverDocument, kind: "quantity" | "weight", unit: string): Fraction {
    const { amount, unit: own } = document[kind] ?? { amount: "0", unit };
    if (own === unit) return fraction(amount);
    const links = (this.#terms.conversions ?? []).filter(({ from, to }) => from === own && to === unit);
    const link = links.find(({ article }) => article === document.article) ?? links.find(({ article }) => article === undefined);
    return times(fraction(amount), fraction(link?.ratio ?? 0));
  }

  /** Measure, what is paid on, and what was bought; null where there is no measure. */
  #reading(schedule: BonusSchedule, stretch: ClosedPeriod, known: readonly Known[], taken: Fraction): { measure: Fraction | null; on: Fraction; bought: Fraction } {
    const measure: BonusMeasure = schedule.measure ?? { kind: "netTurnover" };
    const eligible = known.filter(({ document }) => this.#holds(schedule.eligible, document));
    const own = eligible.filter(({ day }) => inside(stretch, day));
    const of = measure.kind === "growth" || measure.kind === "share" ? measure.of : measure;
    const bought = minus(this.#gauge(of, own), taken);
    const paidOn = (fallback: Fraction): Fraction => (schedule.on === undefined ? fallback : this.#gauge(schedule.on, own));
    if (measure.kind === "share") {
      const part = this.#gauge(of, own.filter(({ document }) => this.#holds(measure.part, document)));
      const on = schedule.on === undefined ? this.#gauge(undefined, own) : this.#gauge(schedule.on, own);
      return { measure: positive(bought) ? over(part, bought) : null, on, bought };
    }
    if (measure.kind !== "growth") return { measure: bought, on: minus(paidOn(this.#gauge(of, own)), taken), bought };
    const { reference } = measure;
    let base: Fraction;
    if ("value" in reference) base = fraction(reference.value);
    else {
      const back = { from: addDuration(stretch.from, `-${reference.before}`), until: addDuration(stretch.until, `-${reference.before}`) };
      base = this.#gauge(of, eligible.filter(({ day }) => inside(back, day)));
    }
    const growth = minus(bought, base);
    if (measure.as === "amount") return { measure: growth, on: paidOn(growth), bought };
    return { measure: positive(base) ? over(growth, base) : null, on: paidOn(this.#gauge(undefined, own)), bought };
  }

  #stretches(schedule: BonusSchedule, periods: readonly ClosedPeriod[]): readonly { stretch: ClosedPeriod; period: ClosedPeriod }[] {
    const every: BonusPeriods | RollingPeriods | undefined = schedule.every;
    return periods.flatMap((period) => {
      if (every === undefined) return [{ stretch: period, period }];
      const cutting: BonusPeriods = every.kind === "rolling" ? { kind: "contract", length: every.every } : every;
      return cut(period, cutting).map((stretch) => ({ stretch, period }));
    });
  }

  #bonusOf(schedule: BonusSchedule, known: readonly Known[], stretches: readonly ClosedPeriod[], index: number, taken: Fraction, own: readonly ClosedPeriod[]): Fraction {
    const stretch = stretches[index] ?? { from: "", until: "" };
    const { measure, on, bought } = this.#reading(schedule, stretch, known, taken);
    const { scale, every, limits } = schedule;
    const bands = scale.bands
      .map(({ from, value, fee }) => ({ from: fraction(from), value: fraction(value), fee: fraction(fee ?? 0) }))
      .toSorted((a, b) => compare(a.from, b.from));
    let amount = zero;
    // Where all that was bought in the period came back, no stretch of it earns.
    const whole = total(own.map((part) => this.#reading(schedule, part, known, zero).bought));
    if (positive(whole) && measure !== null && positive(bought) && measure[0] >= 0n) {
      const isRolling = every?.kind === "rolling";
      const steps = isRolling ? this.#steps(every) : 1;
      const window = total(
        stretches.slice(Math.max(0, index - steps + 1), index + 1).map((part) => this.#reading(schedule, part, known, zero).bought),
      );
      const upTo = isRolling ? (positive(window) ? window : zero) : measure;
      const before = isRolling ? minus(window, measure) : zero;
      const isOwn = schedule.on === undefined ? !isRatio(schedule.measure) : isGauge(schedule.measure) && isSame(schedule.on, schedule.measure);
      const reached = bands.filter(({ from }) => compare(from, upTo) <= 0);
      const band = reached.at(-1);
      if (band !== undefined) {
        if (scale.kind === "flat") amount = plus(band.value, band.fee);
        else if (scale.kind === "allUnits") {
          const base = isRolling || isOwn ? measure : on;
          amount = plus(times(band.value, base[0] > 0n ? base : zero), band.fee);
        } else {
          const start = positive(before) ? before : zero;
          amount = total(
            reached.map(({ from, value, fee }, place) => {
              const next = bands[place + 1]?.from;
              const low = compare(start, from) > 0 ? start : from;
              const high = next !== undefined && compare(next, upTo) < 0 ? next : upTo;
              const width = minus(high, low);
              const isNew = compare(start, from) < 0 || !positive(start);
              return plus(positive(width) ? times(width, value) : zero, isNew ? fee : zero);
            }),
          );
        }
      }
    }
    return this.#limited(this.#cents(amount), limits, this.#asOf >= lastDay(stretch));
  }

  #steps({ every, length }: RollingPeriods): number {
    const count = (text: string): number => Number(text.slice(1, -1));
    return count(length) / count(every);
  }

  #limited(amount: Fraction, limits: BonusSchedule["limits"], hasEnded: boolean): Fraction {
    const { cap, guarantee } = limits ?? {};
    if (cap !== undefined && compare(amount, fraction(cap)) > 0) return fraction(cap);
    if (hasEnded && guarantee !== undefined && compare(amount, fraction(guarantee)) < 0) return fraction(guarantee);
    return amount;
  }

  #state(precondition: BonusPrecondition, period: ClosedPeriod, known: readonly Known[]): string {
    const asOf = this.#asOf;
    const own = known.filter(({ day }) => inside(period, day));
    switch (precondition.kind) {
      case "declared":
        return compileCondition(precondition.when).holds(this.#turnover.facts ?? {}) ? "met" : "failed";
      case "assortment": {
        const names = precondition.list ?? [...new Set(own.flatMap(({ document }) => document[precondition.of] ?? []))];
        const isOf = (document: TurnoverDocument, name: string): boolean => {
          if (precondition.of === "article" || precondition.list === undefined) return document[precondition.of] === name;
          return this.#groupsOf(document).includes(name);
        };
        const bought = names.filter((name) => positive(total(own.filter(({ document }) => isOf(document, name)).map(({ net }) => net))));
        if (bought.length >= precondition.atLeast) return "met";
        return asOf >= lastDay(period) ? "failed" : "pending";
      }
      case "targetEach": {
        const states = cut(period, precondition.every).map((stretch) => {
          const sum = this.#gauge(precondition.of, own.filter(({ day }) => inside(stretch, day)));
          if (compare(sum, fraction(precondition.target)) >= 0) return "met";
          return asOf >= lastDay(stretch) ? "failed" : "pending";
        });
        return states.includes("failed") ? "failed" : states.includes("pending") ? "pending" : "met";
      }
      case "noOverdue": {
        const day = precondition.on ?? lastDay(period);
        if (!inside(period, day)) return "met";
        if (day > asOf) return "pending";
        const overdue = this.#ofParties().filter(({ due, paid, known: since, date }) => {
          const limit = due === undefined ? undefined : addDays(due, precondition.toleranceDays ?? 0);
          return limit !== undefined && limit < day && (paid ?? "9999-12-31") > day && (since ?? date) <= day;
        });
        const open = total(overdue.map(({ amount, date }) => this.#converted(amount, date)));
        return compare(positive(open) ? open : zero, fraction(precondition.atMost ?? 0)) <= 0 ? "met" : "failed";
      }
      case "paidOnTime": {
        const judged = own.flatMap(({ document: { due, paid }, net }) => {
          if (due === undefined || !positive(net)) return [];
          const limit = addDays(due, precondition.toleranceDays ?? 0);
          const isPaid = paid !== undefined && paid <= asOf;
          if (!isPaid && asOf <= limit) return [];
          return [{ weight: precondition.of === "documents" ? one : net, isOnTime: isPaid && paid <= limit }];
        });
        if (judged.length === 0) return "pending";
        const all = total(judged.map(({ weight }) => weight));
        const onTime = total(judged.filter(({ isOnTime }) => isOnTime).map(({ weight }) => weight));
        return compare(onTime, times(fraction(precondition.share), all)) >= 0 ? "met" : "failed";
      }
    }
  }

  periods(): readonly ReferencePeriod[] {
    const terms = this.#terms;
    const periods = begun(terms, this.#asOf);
    const known = this.#counted(periods);
    const taken = new Map<number, Fraction>();
    const bonuses = terms.schedules.map((schedule) => {
      const stretches = this.#stretches(schedule, periods);
      return stretches.map(({ period }, index) => {
        const before = terms.combine === "reduceBase" ? (taken.get(index) ?? zero) : zero;
        const amount = this.#bonusOf(
          schedule,
          known,
          stretches.map(({ stretch }) => stretch),
          index,
          before,
          stretches.filter((one) => one.period === period).map(({ stretch }) => stretch),
        );
        taken.set(index, plus(before, amount));
        return { period, amount };
      });
    });
    return periods.map((period) => {
      const sums = bonuses.map((list) => total(list.filter((bonus) => bonus.period === period).map(({ amount }) => amount)));
      let earned = terms.combine === "best" ? sums.reduce((best, sum) => (compare(sum, best) > 0 ? sum : best), zero) : total(sums);
      const { cap, guarantee } = terms.limits ?? {};
      if (cap !== undefined && compare(earned, fraction(cap)) > 0) earned = fraction(cap);
      const states = (terms.preconditions ?? []).map((precondition) => this.#state(precondition, period, known));
      (terms.preconditions ?? []).forEach(({ keeps }, index) => {
        if (states[index] === "failed") earned = this.#cents(times(earned, fraction(keeps ?? 0)));
      });
      const hasEnded = this.#asOf >= lastDay(period);
      if (hasEnded && !states.includes("failed") && guarantee !== undefined && compare(earned, fraction(guarantee)) < 0) {
        earned = fraction(guarantee);
      }
      const net = this.#gauge(undefined, known.filter(({ day }) => inside(period, day)));
      const { commitment } = terms;
      if (hasEnded && commitment !== undefined && compare(net, fraction(commitment.turnover)) < 0) {
        const { otherwise } = commitment;
        earned =
          otherwise.kind === "forfeit"
            ? zero
            : minus(earned, this.#cents(times(minus(fraction(commitment.turnover), net), fraction(otherwise.rate))));
      }
      return { period, earned: textOf(earned, 2), turnover: textOf(net, 2), states };
    });
  }
}

function isGauge(measure: BonusMeasure | undefined): measure is BonusGauge | undefined {
  return measure?.kind !== "growth" && measure?.kind !== "share";
}

function isRatio(measure: BonusMeasure | undefined): boolean {
  return measure?.kind === "share" || (measure?.kind === "growth" && measure.as === "percent");
}

function isSame(a: BonusGauge, b: BonusGauge | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b ?? { kind: "netTurnover" });
}

