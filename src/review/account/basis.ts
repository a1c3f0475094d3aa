/** What a part of a review rests on, so that a reader can go from a figure to its facts. */
import { compareDates } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { compareText, expectRecord } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import type { Account } from "./facts.js";

/** A kind of facts of an account. @since 0.1.0 */
export type FactsKind =
  | "orders"
  | "invoices"
  | "evidence"
  | "credit"
  | "deals"
  | "deliveries"
  | "complaints"
  | "contacts"
  | "record"
  | "market"
  | "portfolio";

/**
 * What a part of a review rests on.
 *
 * @since 0.1.0
 */
export interface Basis {
  readonly facts: FactsKind;
  /** How many of them. */
  readonly count: number;
  /** First and last day of them; null where they have none. */
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** The part of the policy that was applied; null where none is needed. */
  readonly policy: string | null;
}

/** A fact with its day, if it has one. @internal */
export interface DatedFact {
  readonly id: string;
  readonly on: CalendarDate | null;
}

/** The basis of some facts. @internal */
export function basisOf(
  facts: FactsKind,
  policy: string | null,
  items: readonly DatedFact[],
): Basis {
  let from: CalendarDate | null = null;
  let to: CalendarDate | null = null;
  for (const { on } of items) {
    if (on === null) continue;
    if (from === null || compareDates(on, from) < 0) from = on;
    if (to === null || compareDates(on, to) > 0) to = on;
  }
  return { facts, count: items.length, from, to, policy };
}

/** Whether a fact was there on a day; one without a day always was. */
function wasThere({ on }: DatedFact, asOf: CalendarDate): boolean {
  return on === null || compareDates(on, asOf) <= 0;
}

/**
 * Facts of a kind that a review of a day rests on: what is recorded later is left out of its
 * figures, and so of what they rest on.
 *
 * @internal
 */
export function factsUpTo(
  account: Account,
  kind: FactsKind,
  asOf: CalendarDate,
): readonly DatedFact[] {
  return datedFacts(account, kind).filter((fact) => wasThere(fact, asOf));
}

/** Facts of a kind with their days. */
function datedFacts(account: Account, kind: FactsKind): readonly DatedFact[] {
  switch (kind) {
    case "orders":
      return account.orders.map(({ id, date }) => ({ id, on: date }));
    case "invoices":
      return (account.invoices ?? []).map(({ id, issuedOn }) => ({ id, on: issuedOn }));
    case "deals":
      return (account.deals ?? []).map(({ id, openedOn }) => ({ id, on: openedOn }));
    case "evidence":
      return Object.entries(account.evidence ?? {}).map(([id, one]) => ({
        id,
        on: one.state === "present" ? one.asOf : null,
      }));
    case "deliveries":
      return (account.deliveries ?? []).map(({ id, orderedOn = null }) => ({ id, on: orderedOn }));
    case "complaints":
      return (account.complaints ?? []).map(({ id, openedOn }) => ({ id, on: openedOn }));
    case "contacts":
      return (account.contacts?.made ?? []).map(({ on, channel }) => ({
        id: `${on} ${channel}`,
        on,
      }));
    case "record":
      return Object.keys(account.record ?? {})
        .filter((field) => field !== "verifiedOn")
        .map((field) => ({ id: field, on: account.record?.verifiedOn?.[field] ?? null }));
    case "credit":
    case "market":
    case "portfolio":
      return [];
  }
}

/**
 * The ids of the facts that a part of a review rests on, by code unit: the way from a figure to
 * the orders, invoices or deals behind it. Facts without ids of their own give an empty list.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { factsBehind, reviewAccount } from "clientele/review";
 *
 * const lines = [{ article: "chair", quantity: 4, unitPrice: "49.90" }];
 * const orders = [
 *   { id: "R-1", date: "2024-08-25", lines },
 *   { id: "R-2", date: "2026-08-25", lines },
 * ];
 * const account = { id: "acme", orders };
 * const review = reviewAccount({ id: "monthly", currency: "EUR" }, account, { asOf: "2026-11-23" });
 * // Turnover is of the current window, a year unless the policy says otherwise.
 * assert.deepEqual(factsBehind(account, review.basis.turnover), ["R-2"]);
 * assert.deepEqual(factsBehind(account, review.basis.lifecycle), ["R-1", "R-2"]);
 * ```
 * @since 0.1.0
 */
export function factsBehind(account: Account, basis: Basis | undefined): readonly string[] {
  if (basis === undefined) return [];
  expectRecord(account, "account");
  return readingStored(basis, "basis", () => {
    const { from, to } = basis;
    return datedFacts(account, basis.facts)
      .filter(({ on }) => on === null || (from !== null && to !== null && on >= from && on <= to))
      .map(({ id }) => id)
      .sort(compareText);
  });
}
