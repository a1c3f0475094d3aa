/** Complaints: how many are open and overdue, and how long closing one takes. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
  orUsual,
} from "../../values/plain.js";
import type { ServiceRate } from "./model.js";
import { meanOf, medianOf, maximumOf, rateOf } from "./rates.js";

/**
 * A complaint, as a host's register or the complaint lifecycle has it.
 *
 * @since 0.1.0
 */
export interface ComplaintFact {
  readonly id: string;
  readonly account?: string;
  /** Complaints opened after `asOf` are left out. */
  readonly openedOn: CalendarDate;
  /** Last day on which closing it is in time. */
  readonly dueOn?: CalendarDate;
  /** Day on which it was closed for good; absent while open, or open again. */
  readonly closedOn?: CalendarDate;
}

/**
 * A complaint that is open.
 *
 * @since 0.1.0
 */
export interface OpenComplaint {
  readonly id: string;
  readonly account: string | null;
  readonly openDays: number;
  readonly dueOn: CalendarDate | null;
  /** Calendar days since `dueOn`; 0 where it is not over, or none is named. */
  readonly overdueDays: number;
}

/**
 * Service on complaints as of a day.
 *
 * @since 0.1.0
 */
export interface ComplaintService {
  readonly asOf: CalendarDate;
  /** Most overdue first, then open longest, then by id. */
  readonly open: readonly OpenComplaint[];
  readonly overdue: number;
  readonly closed: number;
  /** Days from opening to closing; null where none is closed. */
  readonly meanDaysToClose: number | null;
  readonly medianDaysToClose: number | null;
  /** Days that the oldest open one has been open; null where none is. */
  readonly oldestOpenDays: number | null;
  /**
   * Closed by the due day, of those that had one and were closed, or are open beyond it.
   */
  readonly closedInTime: ServiceRate;
}

/**
 * How complaints are measured.
 *
 * @since 0.1.0
 */
export interface ComplaintOptions {
  /** Complaints below which no rate is given; 1 unless named. */
  readonly countMin?: number;
}

interface ReadComplaint {
  readonly id: string;
  readonly account: string | null;
  readonly opened: number;
  readonly due: number | null;
  readonly dueOn: CalendarDate | null;
  readonly closed: number | null;
}

const KEYS = ["id", "account", "openedOn", "dueOn", "closedOn"];

function readComplaint(value: unknown, path: string): ReadComplaint {
  const record = expectRecord(value, path, KEYS);
  const { account } = record;
  const opened = dayNumberOf(expectDate(record["openedOn"], at(path, "openedOn")));
  const day = (key: string): number | null => {
    if (record[key] === undefined) return null;
    const number = dayNumberOf(expectDate(record[key], at(path, key)));
    if (number < opened) {
      fail("review.date_order", at(path, key), "a day not before the opening", record[key]);
    }
    return number;
  };
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    account: account === undefined ? null : expectIdentifier(account, at(path, "account")),
    opened,
    due: day("dueOn"),
    dueOn: (record["dueOn"] ?? null) as CalendarDate | null,
    closed: day("closedOn"),
  };
}

function readComplaints(value: unknown): readonly ReadComplaint[] {
  const seen = new Set<string>();
  return expectArray(value, "complaints", Number.MAX_SAFE_INTEGER).map((item, index) => {
    const place = atIndex("complaints", index);
    const complaint = readComplaint(item, place);
    if (seen.has(complaint.id)) {
      fail("review.duplicate_id", at(place, "id"), "an id of its own", complaint.id);
    }
    seen.add(complaint.id);
    return complaint;
  });
}

function openOf({ id, account, opened, due, dueOn }: ReadComplaint, today: number): OpenComplaint {
  const overdueDays = due === null ? 0 : Math.max(0, today - due);
  return { id, account, openDays: today - opened, dueOn, overdueDays };
}

/**
 * Complaints as of a day: what is open and overdue, how long closing took, and how many were
 * closed in time. What happened after `asOf` is not known yet: a complaint closed later is open.
 * Independent of the order of complaints. O(complaints log complaints).
 *
 * @throws ClienteleError `review.date_order` for a day before the opening,
 * `review.duplicate_id`, `date.*`, `schema.*`, `id.format`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { complaintService } from "clientele/review";
 *
 * const service = complaintService(
 *   [
 *     { id: "K-1", openedOn: "2026-11-02", dueOn: "2026-11-12", closedOn: "2026-11-10" },
 *     { id: "K-2", openedOn: "2026-11-03", dueOn: "2026-11-13" },
 *     { id: "K-3", openedOn: "2026-11-20" },
 *   ],
 *   "2026-11-23",
 * );
 * const open = service.open.map(({ id, overdueDays }) => [id, overdueDays]);
 * assert.deepEqual(open, [["K-2", 10], ["K-3", 0]]);
 * assert.deepEqual([service.overdue, service.meanDaysToClose], [1, 8]);
 * assert.ok(service.closedInTime.state === "known" && service.closedInTime.value === 0.5);
 * ```
 * @since 0.1.0
 */
export function complaintService(
  complaints: readonly ComplaintFact[],
  asOf: CalendarDate,
  options: ComplaintOptions = {}
): ComplaintService {
  const today = dayNumberOf(expectDate(asOf, "asOf"));
  const record = expectRecord(options, "options", ["countMin"]);
  const countMin = expectInteger(orUsual(record["countMin"], 1), "options.countMin", 1);
  const known = readComplaints(complaints).filter(({ opened }) => opened <= today);
  const isClosed = ({ closed }: ReadComplaint): boolean => closed !== null && closed <= today;
  const open = known.filter((one) => !isClosed(one)).map((one) => openOf(one, today));
  open.sort(
    (a, b) => b.overdueDays - a.overdueDays || b.openDays - a.openDays || compareText(a.id, b.id)
  );
  const closed = known.filter(isClosed);
  const days = closed.map((one) => (one.closed ?? 0) - one.opened);
  const inTime = closed.filter(({ due, closed: day }) => due !== null && (day ?? 0) <= due);
  const overdue = open.filter(({ overdueDays }) => overdueDays > 0).length;
  const dated = closed.filter(({ due }) => due !== null).length + overdue;
  return {
    asOf,
    open,
    overdue,
    closed: closed.length,
    meanDaysToClose: meanOf(days),
    medianDaysToClose: medianOf(days),
    oldestOpenDays: maximumOf(open.map(({ openDays }) => openDays)),
    closedInTime: rateOf(inTime.length, dated, countMin),
  };
}
