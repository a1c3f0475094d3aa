/**
 * From sums to what is earned: schedules, what they come to together, cap, preconditions,
 * guarantee and commitment, each a step that says what it changed.
 */
import type { Facts } from "../conditions/index.js";
import { itemAt } from "../values/invariant.js";
import type { ClosedPeriod } from "../values/period.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { multiplyScaled, roundScaled } from "../values/scaled.js";
import { periodSlots } from "./layout.js";
import type { Layout } from "./layout.js";
import { moneyOf } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import { judgePreconditions } from "./preconditions.js";
import type { BonusStep, PeriodEarned, PreconditionResult } from "./result-model.js";
import { once } from "./once.js";
import { scheduleBonuses } from "./schedule-bonus.js";
import type { StretchBonus } from "./schedule-bonus.js";
import type { Tally } from "./tally.js";

/** What a period has earned, with the amount and the turnover in minor units. @internal */
export interface PeriodBonus {
  readonly period: ClosedPeriod;
  readonly units: Integer;
  readonly net: Integer;
  /** What its stretches have earned that have begun. */
  readonly stretches: readonly StretchBonus[];
  readonly answer: () => PeriodEarned;
}

interface Step {
  readonly kind: BonusStep["kind"];
  readonly change: Integer;
  readonly id: string | undefined;
}

/** Steps with a running sum. */
class Steps {
  readonly #list: Step[] = [];
  units: Integer = 0;

  add(kind: BonusStep["kind"], change: Integer, id?: string): void {
    if (change === 0 && kind !== "schedule") return;
    this.units = addIntegers(this.units, change);
    this.#list.push({ kind, change, id });
  }

  said(plan: BonusPlan): readonly BonusStep[] {
    return this.#list.map(({ kind, change, id }) => {
      const said = moneyOf(plan, change);
      return id === undefined ? { kind, change: said } : { kind, change: said, id };
    });
  }
}

/** Bonuses by schedule and stretch; where the base is reduced, each after those before it. */
function allBonuses(
  plan: BonusPlan,
  layout: Layout,
  tally: Tally,
): readonly (readonly StretchBonus[])[] {
  let taken: readonly Integer[] = [];
  return layout.schedules.map((one) => {
    const bonuses = scheduleBonuses(plan, { layout, one, tally }, taken);
    if (plan.combine === "reduceBase") {
      taken = bonuses.map(({ units }, index) => addIntegers(taken[index] ?? 0, units));
    }
    return bonuses;
  });
}

/** A list cut by the period that each item belongs to. */
function grouped<T>(
  list: readonly T[],
  parents: readonly number[],
  periods: number,
): readonly T[][] {
  const groups = Array.from({ length: periods }, (): T[] => []);
  list.forEach((item, index) => {
    groups[itemAt(parents, index)]?.push(item);
  });
  return groups;
}

function addSchedules(plan: BonusPlan, steps: Steps, sums: readonly Integer[]): void {
  let best = 0;
  sums.forEach((units, index) => {
    steps.add("schedule", units, plan.schedules[index]?.id);
    if (units > itemAt(sums, best)) best = index;
  });
  if (plan.combine !== "best") return;
  sums.forEach((units, index) => {
    if (index !== best) steps.add("not-best", negateInteger(units), plan.schedules[index]?.id);
  });
}

/** What is left after a precondition that failed. */
function kept(plan: BonusPlan, units: Integer, id: string): Integer {
  const keeps = plan.preconditions.find((one) => one.id === id)?.keeps ?? { units: 0, scale: 0 };
  const part = multiplyScaled({ units, scale: plan.minorUnits }, keeps);
  return roundScaled(part, plan.minorUnits, plan.rounding).units;
}

function addCommitment(plan: BonusPlan, steps: Steps, net: Integer): void {
  const { commitment } = plan;
  if (commitment === null || net >= commitment.units) return;
  if (commitment.charge === null) {
    steps.add("commitment", negateInteger(steps.units));
    return;
  }
  const missing = {
    units: addIntegers(commitment.units, negateInteger(net)),
    scale: plan.minorUnits,
  };
  const charge = roundScaled(
    multiplyScaled(missing, commitment.charge),
    plan.minorUnits,
    plan.rounding,
  );
  steps.add("commitment", negateInteger(charge.units));
}

function finish(
  plan: BonusPlan,
  steps: Steps,
  {
    net,
    hasEnded,
    preconditions,
  }: {
    readonly net: Integer;
    readonly hasEnded: boolean;
    readonly preconditions: readonly PreconditionResult[];
  },
): void {
  const { cap, guarantee } = plan.limits;
  if (cap !== null && steps.units > cap) {
    steps.add("cap", addIntegers(cap, negateInteger(steps.units)));
  }
  const failed = preconditions.filter(({ state }) => state === "failed");
  for (const { id } of failed) {
    const left = kept(plan, steps.units, id);
    steps.add("precondition", addIntegers(left, negateInteger(steps.units)), id);
  }
  const isGuaranteed = hasEnded && failed.length === 0 && guarantee !== null;
  if (isGuaranteed && steps.units < guarantee) {
    steps.add("guarantee", addIntegers(guarantee, negateInteger(steps.units)));
  }
  if (hasEnded) addCommitment(plan, steps, net);
}

const NOTHING: ReadonlySet<string> = /* @__PURE__ */ new Set();

/** What sums have earned, period by period. @internal */
export function conclude(
  plan: BonusPlan,
  layout: Layout,
  {
    tally,
    facts,
    assumed = NOTHING,
  }: {
    readonly tally: Tally;
    readonly facts: Facts;
    readonly assumed?: ReadonlySet<string> | undefined;
  },
): readonly PeriodBonus[] {
  const bonuses = allBonuses(plan, layout, tally);
  const hasBegun = ({ period: { from } }: StretchBonus): boolean => from <= layout.asOf;
  const byPeriod = bonuses.map((list, place) =>
    grouped(list, itemAt(layout.schedules, place).stretches.parents, layout.periods.periods.length),
  );
  return layout.periods.periods.map((period, index) => {
    const own = byPeriod.map((periods) => itemAt(periods, index));
    const steps = new Steps();
    const sums = own.map((list) =>
      list.reduce<Integer>((sum, one) => addIntegers(sum, one.units), 0),
    );
    addSchedules(plan, steps, sums);
    const preconditions = judgePreconditions({
      plan,
      layout,
      tally,
      period: index,
      facts,
      assumed,
    });
    const slot = itemAt(layout.slots, index);
    const net = tally.sums[slot + periodSlots.net] ?? 0;
    const hasEnded = layout.asOfDay >= itemAt(layout.periods.ends, index) - 1;
    finish(plan, steps, { net, hasEnded, preconditions });
    const stretches = own.flat().filter(hasBegun);
    const documents = tally.sums[slot + periodSlots.documents] ?? 0;
    const answer = once((): PeriodEarned => ({
      period,
      documents: Number(documents),
      turnover: moneyOf(plan, net),
      schedules: stretches.map((one) => one.answer()),
      preconditions,
      steps: steps.said(plan),
      earned: moneyOf(plan, steps.units),
    }));
    return { period, units: steps.units, net, stretches, answer };
  });
}

/** The sum over the periods. @internal */
export function sumOf(periods: readonly PeriodBonus[]): Integer {
  return periods.reduce<Integer>((sum, { units }) => addIntegers(sum, units), 0);
}
