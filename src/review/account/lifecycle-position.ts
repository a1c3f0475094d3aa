/** Where an account stands: its orders, replayed as events of the client's lifecycle. */
import { advance, due, start } from "../../lifecycle/index.js";
import type {
  ClientContext,
  ClientEvent,
  ClientState,
  Lifecycle,
  LifecycleState,
} from "../../lifecycle/index.js";
import { InstanceRun } from "../../lifecycle/instance-run.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { differenceInDays } from "../../values/calendar-date.js";
import { dateOf, startOfDate } from "../../values/instant.js";
import { fail } from "../../values/errors.js";
import { readingStored } from "../../values/stored.js";
import { within } from "../within.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";
import type { ReadOrder } from "./read-account.js";
import type { Setting } from "./setting.js";

/**
 * A change of state.
 *
 * @since 0.1.0
 */
export interface StateChange {
  readonly on: CalendarDate;
  readonly from: ClientState;
  readonly to: ClientState;
  /** The event, or the deadline, that moved it. */
  readonly by: string;
}

/**
 * Where an account stands in the client's lifecycle, and what time will do to it.
 *
 * @since 0.1.0
 */
export interface LifecyclePosition {
  readonly state: ClientState;
  readonly since: CalendarDate;
  /** Null where there is no order. */
  readonly daysSinceOrder: number | null;
  /** What silence leads to next; null where it changes nothing more. */
  readonly next: {
    readonly state: ClientState;
    readonly on: CalendarDate;
    readonly inDays: number;
  } | null;
  /** Every change of state, oldest first. */
  readonly history: readonly StateChange[];
}

/** @internal */
export type ClientLifecycle = Lifecycle<ClientState, ClientContext, ClientEvent>;
type Position = LifecycleState<ClientState, ClientContext>;

const ORDERED_BY = "order-book";

/** Where the host says that the account stands, with what time has done since. */
function storedPosition(
  lifecycle: ClientLifecycle,
  standing: Position,
  lastOn: CalendarDate | null,
  asOf: CalendarDate,
): LifecyclePosition {
  const advanced = advance(lifecycle, standing, startOfDate(asOf));
  if (dateOf(standing.lastAt) > asOf)
    fail("review.future_date", "lastAt", `a day up to ${asOf}`, standing.lastAt);
  const history = advanced.events.flatMap(({ at, from, to, type }): readonly StateChange[] =>
    from === to
      ? []
      : [{ on: dateOf(at), from: from as ClientState, to: to as ClientState, by: type }],
  );
  const since = history.at(-1)?.on ?? dateOf(standing.entered.at(-1) ?? standing.lastAt);
  return describe(lifecycle, advanced.state, { asOf, lastOn, since, history });
}

/**
 * Where the host says that it stands; without that, the sales of the account replayed. Returns
 * are no event of its lifecycle.
 *
 * @internal
 */
export function lifecyclePosition(
  lifecycle: ClientLifecycle,
  standing: Position | undefined,
  orders: readonly ReadOrder[],
  { asOf, startOf }: Pick<Setting, "asOf" | "startOf">,
): Finding<LifecyclePosition> {
  const sales = orders.filter((order) => order.saleLines > 0);
  const first = sales[0];
  const last = sales.at(-1);
  if (standing !== undefined) {
    return known(
      within(
        "standing",
        () =>
          readingStored(standing, "", () =>
            storedPosition(lifecycle, standing, last?.order.date ?? null, asOf),
          ),
        "state",
      ),
    );
  }
  if (first === undefined || last === undefined) return unknown("no-facts", "orders");
  const { position, history } = replay(lifecycle, sales, { first, asOf, startOf });
  const lastOn = last.order.date;
  const since = history.at(-1)?.on ?? lastOn;
  return known(describe(lifecycle, position, { asOf, lastOn, since, history }));
}

/** The sales as events of the lifecycle, and what time did between them and since. */
function replay(
  lifecycle: ClientLifecycle,
  sales: readonly ReadOrder[],
  { first, asOf, startOf }: { readonly first: ReadOrder } & Pick<Setting, "asOf" | "startOf">,
): { readonly position: Position; readonly history: readonly StateChange[] } {
  const history: StateChange[] = [];
  const begun = start(lifecycle, { at: startOf(first.day) });
  const run = new InstanceRun(lifecycle, begun, ({ type, from, to, at }) => {
    if (from !== to) history.push({ on: dateOf(at), from, to, by: type });
  });
  for (const { day } of sales) run.take("ORDERED", startOf(day), ORDERED_BY);
  run.advance(startOfDate(asOf));
  return { position: run.state, history };
}

function describe(
  lifecycle: ClientLifecycle,
  position: Position,
  context: {
    readonly asOf: CalendarDate;
    readonly lastOn: CalendarDate | null;
    readonly since: CalendarDate;
    readonly history: readonly StateChange[];
  },
): LifecyclePosition {
  const { asOf, lastOn, since, history } = context;
  const { next } = due(lifecycle, position, startOfDate(asOf));
  const on = next === null ? null : dateOf(next.dueAt);
  return {
    state: position.state,
    since,
    daysSinceOrder: lastOn === null ? null : differenceInDays(lastOn, asOf),
    next:
      next === null || on === null
        ? null
        : { state: next.to, on, inDays: differenceInDays(asOf, on) },
    history,
  };
}
