/** Adds documents up: which count, for which period and schedule, and under what. */
import { ClienteleError, fail, isClienteleError } from "../values/errors.js";
import type { Issue } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { at, atIndex, expectArray, expectRecord } from "../values/plain.js";
import type { Facts } from "../conditions/index.js";
import { gaugeUnits, readDocument } from "./document.js";
import type { ReadDocument } from "./document.js";
import { readRates } from "./exchange-book.js";
import type { ExchangeBook } from "./exchange-book.js";
import { indexIn, paymentSlots, periodSlots, scheduleSlots } from "./layout.js";
import type { Layout, PreconditionLayout, ScheduleLayout } from "./layout.js";
import type { BonusGauge } from "./model.js";
import { dayNumber } from "./periods.js";
import type { BonusPlan } from "./plan.js";
import type { UncountedDocuments } from "./result-model.js";
import { addNamed, addTo, emptyTally } from "./tally.js";
import type { Tally } from "./tally.js";
import type { TurnoverDocument, TurnoverInput } from "./turnover-model.js";

/** Documents as given, and the first of them read: each is read once for any number of days. @internal */
export interface DocumentPile {
  readonly given: readonly unknown[];
  readonly read: ReadDocument[];
}

/** Documents of which none is read. @internal */
export function unreadPile(given: readonly unknown[]): DocumentPile {
  return { given, read: [] };
}

/** Documents with their rates and facts, checked but for the documents. @internal */
export interface ReadTurnover {
  readonly documents: DocumentPile;
  readonly book: ExchangeBook;
  readonly facts: Facts;
  /** Where a document stands in what was given. */
  readonly pathOf: (index: number) => string;
}

/** What is done with each document that is known by the day. @internal */
export type Witness = (
  read: ReadDocument,
  counted:
    | { readonly period: number; readonly schedules: readonly number[] }
    | keyof UncountedDocuments
    | "reference",
) => void;

/** Where a document is added. */
interface Place {
  readonly plan: BonusPlan;
  readonly layout: Layout;
  readonly tally: Tally;
  readonly book: ExchangeBook;
}

/** Takes documents alone, or with rates and facts. @internal */
export function readTurnover(plan: BonusPlan, turnover: TurnoverInput): ReadTurnover {
  if (Array.isArray(turnover)) {
    const documents = expectArray(turnover, "turnover", Number.MAX_SAFE_INTEGER);
    return {
      documents: unreadPile(documents),
      book: readRates(undefined, plan.currency, ""),
      facts: {},
      pathOf: (index) => atIndex("turnover", index),
    };
  }
  const record = expectRecord(turnover, "turnover", ["documents", "rates", "facts"]);
  const path = "turnover.documents";
  return {
    documents: unreadPile(expectArray(record["documents"], path, Number.MAX_SAFE_INTEGER)),
    book: readRates(record["rates"], plan.currency, "turnover.rates"),
    facts: record["facts"] === undefined ? {} : expectRecord(record["facts"], "turnover.facts"),
    pathOf: (index) => atIndex(path, index),
  };
}

/** Documents that are read already. @internal */
export function turnoverOf(documents: ReadDocument[], plan: BonusPlan): ReadTurnover {
  return {
    documents: { given: documents, read: documents },
    book: readRates(undefined, plan.currency, ""),
    facts: {},
    pathOf: (index) => atIndex("turnover", index),
  };
}

/** The same with further documents, which keep their own place in errors. @internal */
export function withMore(
  turnover: ReadTurnover,
  more: readonly unknown[],
  path: string,
): ReadTurnover {
  const { given, read } = turnover.documents;
  const { length } = given;
  return {
    ...turnover,
    documents: { given: [...given, ...more], read: [...read] },
    pathOf: (index) => (index < length ? turnover.pathOf(index) : atIndex(path, index - length)),
  };
}

/** What conditions see of a document. */
function factsOf(plan: BonusPlan, document: TurnoverDocument): object {
  if (!plan.asksForGroups) return document;
  const { productGroup } = document;
  if (productGroup === undefined) return document;
  return { ...document, productGroups: plan.ancestors.get(productGroup) ?? [productGroup] };
}

/** Adds what a gauge says; of orders, under the name of the order. */
function addGauge(place: Place, gauge: BonusGauge, slot: number, read: ReadDocument): void {
  if (gauge.kind === "orders") {
    addNamed(place.tally, slot, read.document.order ?? read.document.id, read.net);
    return;
  }
  addTo(place.tally, slot, gaugeUnits(place.plan, gauge, read, place.book));
}

function addToSchedule(
  place: Place,
  { schedule, stretches }: ScheduleLayout,
  {
    read,
    facts,
    stretch,
  }: { readonly read: ReadDocument; readonly facts: object; readonly stretch: number },
): void {
  const slot = stretches.slots[stretch] ?? 0;
  const { measure, on, isOnMeasure } = schedule;
  addTo(place.tally, slot + scheduleSlots.documents, 1);
  addGauge(place, measure.of, slot + scheduleSlots.measure, read);
  if (!isOnMeasure) addGauge(place, on, slot + scheduleSlots.on, read);
  if (measure.kind === "share" && measure.part.holds(facts)) {
    addGauge(place, measure.of, slot + scheduleSlots.part, read);
  }
}

function addToReference(
  place: Place,
  { schedule, stretches, reference }: ScheduleLayout,
  read: ReadDocument,
  day: number,
): boolean {
  const stretch = reference === null ? -1 : indexIn(reference, day);
  if (stretch < 0) return false;
  const slot = (stretches.slots[stretch] ?? 0) + scheduleSlots.reference;
  addGauge(place, schedule.measure.of, slot, read);
  return true;
}

/** Paid on time, late, or not to be told yet. */
function addPayment(place: Place, slot: number, toleranceDays: number, read: ReadDocument): void {
  const { due, paid } = read.document;
  if (due === undefined || read.net <= 0) return;
  const { asOf, asOfDay } = place.layout;
  const limit = dayNumber(due) + toleranceDays;
  const isPaid = paid !== undefined && paid <= asOf;
  if (!isPaid && asOfDay <= limit) {
    addTo(place.tally, slot + paymentSlots.open, 1);
    return;
  }
  addTo(place.tally, slot + paymentSlots.judged, 1);
  addTo(place.tally, slot + paymentSlots.judgedNet, read.net);
  if (!isPaid || dayNumber(paid) > limit) return;
  addTo(place.tally, slot + paymentSlots.onTime, 1);
  addTo(place.tally, slot + paymentSlots.onTimeNet, read.net);
}

/** Under which names a document counts for an assortment; a listed group stands for all below it. */
function namesOf(
  plan: BonusPlan,
  {
    of,
    list,
  }: { readonly of: "article" | "productGroup"; readonly list: ReadonlySet<string> | null },
  { document }: ReadDocument,
): readonly string[] {
  const name = document[of];
  if (name === undefined) return [];
  if (list === null) return [name];
  const names = of === "productGroup" ? (plan.ancestors.get(name) ?? [name]) : [name];
  return names.filter((one) => list.has(one));
}

function addToPreconditions(place: Place, period: number, read: ReadDocument, day: number): void {
  for (const { precondition, slots, stretches } of place.layout.preconditions) {
    const slot = slots[period] ?? 0;
    if (precondition.kind === "paidOnTime")
      addPayment(place, slot, precondition.toleranceDays, read);
    if (precondition.kind === "assortment") {
      for (const name of namesOf(place.plan, precondition, read)) {
        addNamed(place.tally, slot, name, read.net);
      }
    }
    if (precondition.kind === "targetEach" && stretches !== null) {
      const stretch = indexIn(stretches, day);
      if (stretch >= 0) addGauge(place, precondition.of, stretches.slots[stretch] ?? 0, read);
    }
  }
}

/** What is overdue on the day of judgement of each period, whatever it was bought for. */
function addOverdue(
  place: Place,
  { precondition, slots, days }: PreconditionLayout,
  read: ReadDocument,
): void {
  const { due, paid } = read.document;
  if (precondition.kind !== "noOverdue" || due === undefined) return;
  const limit = dayNumber(due) + precondition.toleranceDays;
  const paidDay = paid === undefined ? Infinity : dayNumber(paid);
  days.forEach((day, period) => {
    const isOverdue = limit < day && paidDay > day && dayNumber(read.known) <= day;
    if (isOverdue) addTo(place.tally, slots[period] ?? 0, read.net);
  });
}

/** The day on which a document counts, or that it came too late. */
function countingDay(plan: BonusPlan, layout: Layout, read: ReadDocument): number | "late" {
  const { day } = read;
  if (plan.closing === null) return day;
  const period = indexIn(layout.periods, day);
  const knownDay = dayNumber(read.known);
  if (period < 0 || knownDay < (layout.closings[period] ?? Infinity)) return day;
  if (plan.closing.late === "whenKnown") return knownDay;
  return read.net < 0 ? day : "late";
}

function leaveOut(
  place: Place,
  read: ReadDocument,
  reason: keyof UncountedDocuments,
  witness: Witness | undefined,
): void {
  place.tally.uncounted[reason] += 1;
  witness?.(read, reason);
}

/** Adds one document, and says what became of it. @internal */
export function addDocument(place: Place, read: ReadDocument, witness?: Witness): void {
  const { plan, layout, tally } = place;
  const { document } = read;
  const { party } = document;
  if (plan.parties !== null && (party === undefined || !plan.parties.has(party))) {
    leaveOut(place, read, "otherParty", witness);
    return;
  }
  for (const one of layout.preconditions) addOverdue(place, one, read);
  const facts = factsOf(plan, document);
  if (plan.eligible?.holds(facts) === false) {
    leaveOut(place, read, "notEligible", witness);
    return;
  }
  const day = countingDay(plan, layout, read);
  if (day === "late") {
    leaveOut(place, read, "late", witness);
    return;
  }
  const period = indexIn(layout.periods, day);
  let isReference = false;
  const schedules: number[] = [];
  for (let index = 0; index < layout.schedules.length; index += 1) {
    const one = itemAt(layout.schedules, index);
    if (one.schedule.eligible?.holds(facts) === false) continue;
    if (addToReference(place, one, read, day)) isReference = true;
    const stretch = period < 0 ? -1 : indexIn(one.stretches, day);
    if (stretch < 0) continue;
    addToSchedule(place, one, { read, facts, stretch });
    if (witness !== undefined) schedules.push(index);
  }
  if (period < 0) {
    if (isReference) witness?.(read, "reference");
    else leaveOut(place, read, "outside", witness);
    return;
  }
  const slot = layout.slots[period] ?? 0;
  addTo(tally, slot + periodSlots.documents, 1);
  addTo(tally, slot + periodSlots.net, read.net);
  addToPreconditions(place, period, read, day);
  witness?.(read, { period, schedules });
}

/** Reads the documents that are not read yet, one after the other (`bonus.duplicate_id`). */
function reader(
  plan: BonusPlan,
  { documents: { given, read: done }, book }: ReadTurnover,
): (value: unknown) => ReadDocument {
  const seen = new Set<string>();
  if (done.length < given.length) for (const { document } of done) seen.add(document.id);
  return (value) => {
    const read = readDocument(plan, value, { book, path: "" });
    const { id } = read.document;
    if (seen.has(id)) fail("bonus.duplicate_id", "id", "an id of its own", id);
    seen.add(id);
    done.push(read);
    return read;
  };
}

/** Adds up all documents known by the day of a layout. O(documents × schedules). @internal */
export function collect(
  plan: BonusPlan,
  layout: Layout,
  turnover: ReadTurnover,
  witness?: Witness,
): Tally {
  const tally = emptyTally(layout.size);
  const { documents, book } = turnover;
  const { given, read: done } = documents;
  const place = { plan, layout, tally, book };
  const next = reader(plan, turnover);
  for (let index = 0; index < given.length; index += 1) {
    try {
      const read = done[index] ?? next(given[index]);
      if (read.known <= layout.asOf) addDocument(place, read, witness);
    } catch (error) {
      if (isClienteleError(error)) throw under(turnover.pathOf(index), error);
      throw error;
    }
  }
  return tally;
}

/** An error of a document with the place of the document: paths are made only when needed. */
function under(path: string, error: ClienteleError): ClienteleError {
  const [first, ...rest] = error.issues;
  const placed = (issue: Issue): Issue => ({
    ...issue,
    path: issue.path === "" ? path : at(path, issue.path),
  });
  return first === undefined ? error : new ClienteleError([placed(first), ...rest.map(placed)]);
}
