/**
 * Contact discipline: how many of the contacts that were due were made in time.
 *
 * Here: the past, measured by the policy. Not here: what is due next (`contact-plan.ts`).
 */
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { expectDate } from "../../values/expect-date.js";
import { expectClosedPeriod } from "../../values/expect-period.js";
import type { ClosedPeriod } from "../../values/period.js";
import { compareText, expectInteger, expectRecord, orUsual } from "../../values/plain.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import { cadenceFor, channelsOf, countedDays, dayAfter, factsOf } from "./account-contacts.js";
import { readContactAccounts } from "./contact-plan.js";
import { contactPolicyOf } from "./contact-policy.js";
import type { CadencePlan, CompiledContactPolicy } from "./contact-policy.js";
import type { ContactAccount, ContactPolicy } from "./model.js";
import { permittedDay } from "./permitted-day.js";
import type { ReadContactAccount } from "./read-contact-account.js";

/**
 * Of which time, and how strictly.
 *
 * @since 0.1.0
 */
export interface DisciplineOptions {
  readonly period: ClosedPeriod;
  /** Day up to which contacts are known. */
  readonly asOf: CalendarDate;
  /** Days after the due one that are still in time; 0 to 365, 0 unless named. */
  readonly graceDays?: number;
  /** Contacts due below which no rate is given; 1 unless named. */
  readonly dueMin?: number;
}

/**
 * Contacts that were due, and what became of them: `due = onTime + late + missed`.
 *
 * @since 0.1.0
 */
export interface Discipline {
  readonly due: number;
  readonly onTime: number;
  /** Made after the due day and the days of grace. */
  readonly late: number;
  /** Not made yet, the days of grace being over. */
  readonly missed: number;
  /** `onTime / due`, from 0 to 1. */
  readonly rate: Finding<number>;
}

/**
 * Contact discipline of a manager.
 *
 * @since 0.1.0
 */
export interface ManagerDiscipline extends Discipline {
  /** Null for accounts without a manager. */
  readonly manager: string | null;
}

/**
 * Contact discipline of a time.
 *
 * @since 0.1.0
 */
export interface ContactDiscipline extends Discipline {
  /** By name; accounts without a manager last. */
  readonly managers: readonly ManagerDiscipline[];
}

interface Tally {
  due: number;
  onTime: number;
  late: number;
  missed: number;
}

interface Span {
  readonly from: number;
  readonly until: number;
  readonly today: number;
  readonly grace: number;
}

/** What becomes of one obligation, and the contact from which the next wait runs. */
interface Outcome {
  readonly state: "onTime" | "late" | "missed" | "pending";
  readonly contact: number | null;
}

/**
 * Several contacts within one wait are one obligation met, by the last of them: calling every
 * day makes no more of a monthly contact than one.
 */
function outcomeOf(days: readonly number[], base: number, due: number, span: Span): Outcome {
  const early = days.findLast((day) => day > base && day <= due);
  if (early !== undefined) return { state: "onTime", contact: early };
  const next = days.find((day) => day > due);
  if (next !== undefined) {
    return { state: next <= due + span.grace ? "onTime" : "late", contact: next };
  }
  return { state: span.today > due + span.grace ? "missed" : "pending", contact: null };
}

/** Follows the obligations of one cadence through the period. */
function follow(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  cadence: CadencePlan,
  channel: string,
  span: Span,
  tally: Tally
): void {
  const { every } = cadence;
  if (every === null) return;
  const days = countedDays(plan, account, cadence, channel);
  let base: number | null =
    days.findLast((day) => day < span.from) ?? account.since ?? days[0] ?? null;
  while (base !== null) {
    const due = permittedDay(plan, account, channel, dayAfter(base, every));
    if (!due.ok || due.day >= span.until) return;
    const { state, contact } = outcomeOf(days, base, due.day, span);
    if (state === "pending") return;
    tally.due += 1;
    tally[state] += 1;
    base = contact;
  }
}

function addAccount(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  span: Span,
  tally: Tally
): void {
  if (account.state !== null && plan.blockedStates.has(account.state)) return;
  const facts = factsOf(account, span.today);
  const followed = new Set<string>();
  for (const channel of channelsOf(plan, account)) {
    const cadence = cadenceFor(plan, facts(channel));
    if (cadence === undefined) continue;
    // A cadence of no channel of its own is one obligation, whichever channel it is met by.
    const key = cadence.isByChannel ? `${cadence.id} ${channel}` : cadence.id;
    if (followed.has(key) || !permittedDay(plan, account, channel, span.today).ok) continue;
    followed.add(key);
    follow(plan, account, cadence, channel, span, tally);
  }
}

function disciplineOf(tally: Tally, dueMin: number): Discipline {
  const rate =
    tally.due >= dueMin && tally.due > 0
      ? known(tally.onTime / tally.due)
      : unknown(tally.due === 0 ? "no-facts" : "not-enough-facts", "contacts due");
  return { ...tally, rate };
}

function readSpan(options: unknown): Span & { readonly dueMin: number } {
  const record = expectRecord(options, "options", ["period", "asOf", "graceDays", "dueMin"]);
  expectClosedPeriod(record["period"], "options.period");
  const { from, until } = record["period"] as ClosedPeriod;
  return {
    from: dayNumberOf(expectDate(from, "options.period.from")),
    until: dayNumberOf(expectDate(until, "options.period.until")),
    today: dayNumberOf(expectDate(record["asOf"], "options.asOf")),
    grace: expectInteger(orUsual(record["graceDays"], 0), "options.graceDays", 0, 365),
    dueMin: expectInteger(orUsual(record["dueMin"], 1), "options.dueMin", 1),
  };
}

/**
 * Of the contacts that the policy made due in a period, how many were made in time: in all, and
 * by manager.
 *
 * A contact is due as in {@link contactPlan}: a wait after the last one, on a worked day out of
 * quiet periods. It counts where its day is in the period, or where it stood open when the
 * period began. It is in time when made by its day and the days of grace; contacts before
 * belong to the same obligation. What may still be made in time is not counted. Accounts are
 * taken as they are now (class, state, consent): what they were then is not known here.
 *
 * @throws ClienteleError as {@link contactPlan}, `date.range_reversed`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { contactDiscipline } from "clientele/review";
 *
 * const policy = {
 *   id: "contacts",
 *   channels: ["phone"],
 *   consentNotNeeded: ["phone"],
 *   cadences: [{ id: "monthly", every: "P1M" }],
 * };
 * const days = ["2026-06-15", "2026-07-14", "2026-08-20"];
 * const result = contactDiscipline(
 *   policy,
 *   [{ id: "acme", manager: "kim", contacts: days.map((on) => ({ on, channel: "phone" })) }],
 *   { period: { from: "2026-07-01", until: "2026-10-01" }, asOf: "2026-11-23" },
 * );
 * // Due on 15 July (made), 14 August (made late) and 21 September (20 is a Sunday; not made).
 * const { due, onTime, late, missed } = result;
 * assert.deepEqual([due, onTime, late, missed], [3, 1, 1, 1]);
 * assert.deepEqual(result.rate, { state: "known", value: 1 / 3 });
 * assert.equal(result.managers[0]?.manager, "kim");
 * ```
 * @since 0.1.0
 */
export function contactDiscipline(
  policy: ContactPolicy | CompiledContactPolicy,
  accounts: readonly ContactAccount[],
  options: DisciplineOptions
): ContactDiscipline {
  const plan = contactPolicyOf(policy);
  const span = readSpan(options);
  const total: Tally = { due: 0, onTime: 0, late: 0, missed: 0 };
  const byManager = new Map<string | null, Tally>();
  for (const account of readContactAccounts(accounts, span.today)) {
    const own = byManager.get(account.manager) ?? { due: 0, onTime: 0, late: 0, missed: 0 };
    byManager.set(account.manager, own);
    addAccount(plan, account, span, own);
  }
  for (const own of byManager.values()) {
    for (const key of ["due", "onTime", "late", "missed"] as const) total[key] += own[key];
  }
  const managers = [...byManager].sort(([a], [b]) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return compareText(a, b);
  });
  return {
    ...disciplineOf(total, span.dueMin),
    managers: managers.map(([manager, tally]) => ({
      manager,
      ...disciplineOf(tally, span.dueMin),
    })),
  };
}
