/** Whether the preconditions of a period are met, with the evidence. */
import type { Facts } from "../conditions/index.js";
import type { DecimalText } from "../values/decimal.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers } from "../values/rounding.js";
import { compareScaled, divideScaled, formatScaled, multiplyScaled } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { scaleOfGauge } from "./gauge.js";
import { paymentSlots } from "./layout.js";
import type { Layout, PreconditionLayout } from "./layout.js";
import type { BonusPlan, PreconditionPlan } from "./plan.js";
import type { PreconditionResult } from "./result-model.js";
import { namesAboveZero } from "./tally.js";
import type { Tally } from "./tally.js";

const SHARE_SCALE = 6;

/** What a precondition is judged by. */
interface Judgement {
  readonly plan: BonusPlan;
  readonly layout: Layout;
  readonly tally: Tally;
  readonly period: number;
  readonly facts: Facts;
  /** What is open and taken to be met, by id: a look ahead. */
  readonly assumed: ReadonlySet<string>;
}

type Verdict = Omit<PreconditionResult, "id">;

function money(plan: BonusPlan, units: Tally["sums"][number]): DecimalText {
  return formatScaled({ units, scale: plan.minorUnits });
}

function paidOnTime(
  one: Extract<PreconditionPlan, { kind: "paidOnTime" }>,
  slot: number,
  { plan, tally }: Judgement,
): Verdict {
  const sum = (place: number): Tally["sums"][number] => tally.sums[slot + place] ?? 0;
  const isByTurnover = one.of === "turnover";
  const judged = sum(isByTurnover ? paymentSlots.judgedNet : paymentSlots.judged);
  const onTime = sum(isByTurnover ? paymentSlots.onTimeNet : paymentSlots.onTime);
  const counts = {
    judged: Number(sum(paymentSlots.judged)),
    onTime: Number(sum(paymentSlots.onTime)),
    open: Number(sum(paymentSlots.open)),
    judgedTurnover: money(plan, sum(paymentSlots.judgedNet)),
    onTimeTurnover: money(plan, sum(paymentSlots.onTimeNet)),
  };
  if (judged === 0) return { state: "pending", evidence: counts };
  const [part, whole]: [Scaled, Scaled] = [
    { units: onTime, scale: 0 },
    { units: judged, scale: 0 },
  ];
  const share = formatScaled(divideScaled(part, whole, SHARE_SCALE, "floor"));
  const isMet = compareScaled(part, multiplyScaled(one.share, whole)) >= 0;
  return { state: isMet ? "met" : "failed", evidence: { share, ...counts } };
}

function noOverdue(
  one: Extract<PreconditionPlan, { kind: "noOverdue" }>,
  { slot, day }: { readonly slot: number; readonly day: number },
  { plan, layout, tally }: Judgement,
): Verdict {
  if (Number.isNaN(day)) return { state: "met", evidence: {} };
  const sum = tally.sums[slot] ?? 0;
  const units = sum < 0 ? 0 : sum;
  if (day > layout.asOfDay) return { state: "pending", evidence: {} };
  const state = units <= one.atMost ? "met" : "failed";
  return { state, evidence: { overdue: money(plan, units) } };
}

function assortment(
  one: Extract<PreconditionPlan, { kind: "assortment" }>,
  slot: number,
  { layout, tally, period }: Judgement,
): Verdict {
  const bought = namesAboveZero(tally, slot);
  const hasEnded = layout.asOfDay >= itemAt(layout.periods.ends, period) - 1;
  const state = bought.length >= one.atLeast ? "met" : hasEnded ? "failed" : "pending";
  return { state, evidence: { bought: bought.length, names: bought } };
}

function targetEach(
  one: Extract<PreconditionPlan, { kind: "targetEach" }>,
  { stretches }: PreconditionLayout,
  { plan, layout, tally, period }: Judgement,
): Verdict {
  const scale = scaleOfGauge(one.of, plan.minorUnits);
  const reached: string[] = [];
  const missed: string[] = [];
  const open: string[] = [];
  stretches?.periods.forEach(({ from }, index) => {
    if (stretches.parents[index] !== period) return;
    const slot = itemAt(stretches.slots, index);
    const names = one.of.kind === "orders" ? namesAboveZero(tally, slot).length : 0;
    const units = addIntegers(tally.sums[slot] ?? 0, names);
    const said = `${from}: ${formatScaled({ units, scale })}`;
    if (units >= one.target) reached.push(said);
    else if (layout.asOfDay >= itemAt(stretches.ends, index) - 1) missed.push(said);
    else open.push(said);
  });
  const state = missed.length > 0 ? "failed" : open.length > 0 ? "pending" : "met";
  return { state, evidence: { reached, missed, open } };
}

function declared(
  one: Extract<PreconditionPlan, { kind: "declared" }>,
  { facts }: Judgement,
): Verdict {
  if (one.when.holds(facts)) return { state: "met", evidence: { facts: one.when.factsUsed } };
  return { state: "failed", evidence: { facts: one.when.factsUsed } };
}

function judge(one: PreconditionLayout, judgement: Judgement): Verdict {
  const { precondition, slots, days } = one;
  const slot = slots[judgement.period] ?? 0;
  switch (precondition.kind) {
    case "paidOnTime":
      return paidOnTime(precondition, slot, judgement);
    case "noOverdue":
      return noOverdue(precondition, { slot, day: itemAt(days, judgement.period) }, judgement);
    case "assortment":
      return assortment(precondition, slot, judgement);
    case "targetEach":
      return targetEach(precondition, one, judgement);
    case "declared":
      return declared(precondition, judgement);
  }
}

/** Judges all preconditions of a period. @internal */
export function judgePreconditions(judgement: Judgement): readonly PreconditionResult[] {
  return judgement.layout.preconditions.map((one) => {
    const { id } = one.precondition;
    const verdict = judge(one, judgement);
    const isOpen = verdict.state === "failed" && judgement.assumed.has(id);
    return { id, state: isOpen ? "pending" : verdict.state, evidence: verdict.evidence };
  });
}
