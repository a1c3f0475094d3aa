/**
 * Contacts spread over days that take only so many: in the order of the plan, each on the first
 * day that is permitted and not full.
 */
import { fromDayNumber } from "../../values/calendar-date.js";
import type { CompiledContactPolicy } from "./contact-policy.js";
import { permittedDay } from "./permitted-day.js";
import type { ReadContactAccount } from "./read-contact-account.js";

/** How many contacts each day has, and where there is room. @internal */
export class DayBook {
  readonly #counts: Map<number, number> = new Map();
  /** For a full day, a later one that may have room: days in between are full. */
  readonly #onward: Map<number, number> = new Map();
  readonly #plan: CompiledContactPolicy;

  constructor(plan: CompiledContactPolicy) {
    this.#plan = plan;
  }

  #roomFrom(day: number): number {
    let free = day;
    for (let next = this.#onward.get(free); next !== undefined; next = this.#onward.get(free)) {
      free = next;
    }
    // The way is made short for the next who ask.
    for (let step = day; step < free; ) {
      const next = this.#onward.get(step) ?? free;
      this.#onward.set(step, free);
      step = next;
    }
    return free;
  }

  /** Books a contact; null where the account has no permitted day with room. */
  book(account: ReadContactAccount, channel: string, wanted: number): number | null {
    let day = wanted;
    for (let free = this.#roomFrom(day); free !== day; free = this.#roomFrom(day)) {
      const permitted = permittedDay(this.#plan, account, channel, free);
      if (!permitted.ok) return null;
      day = permitted.day;
    }
    const count = (this.#counts.get(day) ?? 0) + 1;
    this.#counts.set(day, count);
    if (count === this.#plan.capacityPerDay) this.#onward.set(day, day + 1);
    return day;
  }

  /** Contacts by day, sooner days first. */
  load(): readonly { readonly on: string; readonly contacts: number }[] {
    const days = [...this.#counts].sort(([a], [b]) => a - b);
    return days.map(([day, contacts]) => ({ on: fromDayNumber(day), contacts }));
  }
}
