/**
 * A sales cycle replayed from its log, drawn, and what past cycles say of the open ones.
 *
 *   npx tsx --tsconfig test/tsconfig.json examples/sales-cycle/main.ts
 */
import {
  due,
  estimate,
  forecast,
  funnel,
  historyOf,
  replay,
  salesCycle,
  start,
  timeInStates,
  toMermaid,
  toMermaidTimeline,
  transition,
} from "clientele/lifecycle";
import type { LifecycleHistory, RecordedEvent, SalesEvent } from "clientele/lifecycle";
import { addDays } from "clientele/values";

const cycle = salesCycle();
const by = { id: "ada" };
const instantOf = (day: string): string => `${day}T09:00:00.000Z`;

/** Carries out the events, a week apart, and keeps what was recorded. */
function logOf(begunOn: string, events: readonly SalesEvent[]): readonly RecordedEvent[] {
  let state = start(cycle, { at: instantOf(begunOn) });
  return events.flatMap((event, index) => {
    const step = transition(cycle, state, event, { at: instantOf(addDays(begunOn, 7 * (index + 1))), by });
    if (!step.ok) throw new Error(step.refusals.map(({ message }) => message).join(" "));
    state = step.state;
    return step.events;
  });
}

const opening: readonly SalesEvent[] = [
  { type: "APPOINTMENT_MADE", payload: { on: "2026-03-09" } },
  { type: "PREPARATION_BEGUN" },
  { type: "CONTACT_MADE", payload: { channel: "visit" } },
  { type: "NEEDS_ASKED" },
  { type: "PRESENTED" },
];
const objection: readonly SalesEvent[] = [
  { type: "OBJECTED", payload: { objection: "The price is above the budget." } },
  { type: "OBJECTION_ANSWERED" },
];
const won: readonly SalesEvent[] = [{ type: "TERMS_OFFERED" }, { type: "SIGNED", payload: { amount: "48000" } }];

const log = logOf("2026-03-02", [...opening, ...objection, ...won]);
const state = replay(cycle, log, { start: { at: instantOf("2026-03-02") } });
console.log(`Nordwind is in ${state.state}, won at ${String(state.context.wonAt)}.`);
const { next } = due(cycle, state, instantOf("2026-05-15"));
if (next !== null) console.log(`Next, if nothing happens: ${next.deadline} on ${next.dueAt.slice(0, 10)}.`);

console.log("\nIts log:\n");
console.log(toMermaidTimeline(log, { title: "Nordwind" }));

const history = historyOf(cycle, log, { id: "nordwind", begunAt: instantOf("2026-03-02"), asOf: instantOf("2026-05-15") });
console.log("Days in each state:");
for (const { state: name, days, visits } of timeInStates(history)) {
  console.log(`  ${name.padEnd(14)} ${days.toFixed(0).padStart(4)}  ${String(visits)} visit${visits === 1 ? "" : "s"}`);
}

/** Cycles of the past: some won, some lost over the price, some that stalled. */
const past: LifecycleHistory[] = Array.from({ length: 40 }, (_, index) => {
  const begunOn = addDays("2025-01-06", index * 7);
  const lost: SalesEvent = { type: "LOST", payload: { reason: index % 2 === 0 ? "price" : "competitor" } };
  const end = index % 4 === 0 ? won : [lost];
  const events = [...opening.slice(0, index % 5 === 4 ? 3 : 5), ...(index % 5 === 4 ? [lost] : [...(index % 3 === 0 ? objection : []), ...end])];
  return historyOf(cycle, logOf(begunOn, events), { id: `D-${String(index)}`, begunAt: instantOf(begunOn), asOf: instantOf("2026-03-01") });
});
console.log("\nForty cycles of the past:");
for (const { stage, reached, fromPrevious } of funnel(past, ["clientBase", "contact", "presentation", "closing", "support"])) {
  const share = fromPrevious === null ? "" : `${(fromPrevious * 100).toFixed(0)} %`;
  console.log(`  ${stage.padEnd(14)} ${String(reached).padStart(4)}  ${share}`);
}

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const deals = [
  { id: "Alpha", state: "contact", amount: eur("30000.00"), enteredAt: instantOf("2026-05-04") },
  { id: "Beta", state: "presentation", amount: eur("80000.00"), enteredAt: instantOf("2026-05-11") },
  { id: "Gamma", state: "closing", amount: eur("25000.00"), enteredAt: instantOf("2026-05-13") },
];
// A deal is won when it comes to support: what happens there is another story.
const told = forecast(estimate(past), { currency: "EUR", deals }, instantOf("2026-05-15"), { won: "support" });
console.log("\nThe open ones:");
for (const { id, probability, weighted, closesOn } of told.deals) {
  console.log(`  ${id.padEnd(8)} ${(probability * 100).toFixed(0).padStart(3)} %  ${weighted.amount.padStart(10)}  by ${closesOn ?? "?"}`);
}
const { from, to, coverage } = told.interval;
console.log(`  together ${told.weighted.amount} of ${told.open.amount} EUR; between ${from.amount} and ${to.amount} in ${String(coverage * 100)} of 100 cases.`);

console.log("\nThe cycle:\n");
console.log(toMermaid(cycle, { stays: false }));
