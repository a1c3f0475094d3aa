import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { otif } from "../../../src/lifecycle/index.js";
import { complaintService, orderService } from "../../../src/review/index.js";
import type { ComplaintFact, ServiceOptions, ServiceOrder } from "../../../src/review/index.js";
import { serviceOptionsSchema } from "../../../src/review/service/schema.js";
import { addDays, addDecimals, multiplyDecimals, subtractDecimals, sum } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const asOf = "2026-11-23";
const day = fc.integer({ min: -40, max: 10 }).map((days) => addDays(asOf, days));
/** Tenths, so that doubles would not add up. */
const tenths = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((units) => multiplyDecimals(String(units), "0.1"));
const line = fc
  .record(
    {
      quantity: tenths(1, 60),
      cancelledShare: fc.constantFrom("0", "0.5", "1"),
      unitPrice: fc.integer({ min: 0, max: 99_999 }).map((units) => multiplyDecimals(String(units), "0.001")),
      promisedOn: day,
      unit: fc.constantFrom("piece", "kg"),
      deliveries: fc.array(fc.record({ on: day, quantity: tenths(-5, 40) }), { maxLength: 5 }),
    },
    { requiredKeys: ["quantity", "cancelledShare"] },
  )
  .map(({ cancelledShare, ...rest }) => ({ ...rest, cancelled: multiplyDecimals(rest.quantity, cancelledShare) }));
const orders: fc.Arbitrary<ServiceOrder[]> = fc
  .array(
    fc.record({ currency: fc.constantFrom("EUR", "JPY", "KWD"), promisedOn: fc.option(day, { nil: undefined }), lines: fc.array(line, { minLength: 1, maxLength: 4 }) }),
    { maxLength: 6 },
  )
  .map((list) =>
    deepFreeze(
      list.map(({ lines, promisedOn, currency }, index) => ({
        id: `S-${String(index)}`,
        currency,
        ...(promisedOn === undefined ? {} : { promisedOn }),
        lines: lines.map((one, place) => ({ id: String(place), ...one })),
      })),
    ),
  );
const options: fc.Arbitrary<ServiceOptions> = fc.record(
  {
    toleranceDays: fc.integer({ min: 0, max: 5 }),
    earlyDaysMax: fc.integer({ min: 0, max: 10 }),
    toleranceShare: fc.constantFrom(0, 0.1, 0.25),
  },
  { requiredKeys: [] },
);

const total = (values: readonly string[]): string => values.reduce((all, one) => addDecimals(all, one), "0");

describe("orders", () => {
  test("RV-S1 one line, nothing cancelled, whole quantities: the same as otif of the lifecycle", () => {
    const simple = fc.record({
      promisedOn: day,
      quantity: fc.integer({ min: 1, max: 20 }),
      deliveries: fc.array(fc.record({ on: day, quantity: fc.integer({ min: -5, max: 20 }) }), { maxLength: 5 }),
    });
    let due = 0;
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 8 }), fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 0.25, 0.5), (list, toleranceDays, toleranceShare) => {
        const known = otif(
          list.map((one, index) => ({ id: String(index), ...one })),
          asOf,
          { toleranceDays, toleranceShare },
        );
        const service = orderService(
          list.map(({ promisedOn, ...one }, index) => ({ id: String(index), promisedOn, lines: [{ id: "1", ...one }] })),
          asOf,
          { toleranceDays, toleranceShare },
        );
        due += known.due;
        for (const rates of [service.orderRates, service.lineRates]) {
          for (const key of ["onTime", "inFull", "onTimeInFull"] as const) {
            const rate = rates[key];
            expect(rate.of).toBe(known.due);
            expect(rate.state === "known" ? rate.value : null).toBe(known[key]);
          }
        }
        for (const { id, isDue } of known.orders) {
          expect(service.orders.find((one) => one.id === id)?.state).toBe(isDue ? "judged" : "not-due");
        }
      }),
      runs(300),
    );
    expect(due).toBeGreaterThan(seenMin(300));
  });

  test("RV-S2 open − over = ordered − cancelled − delivered, exactly, and the backlog is the sum of its lines", () => {
    fc.assert(
      fc.property(orders, options, (list, given) => {
        const { orders: results, backlog, overdueBacklog } = orderService(list, asOf, given);
        const lines = results.flatMap((order) => order.lines);
        for (const { lines: own, id } of results) {
          const order = list.find((one) => one.id === id) as ServiceOrder;
          for (const one of own) {
            const source = order.lines.find((item) => item.id === one.id);
            const delivered = total((source?.deliveries ?? []).filter(({ on }) => on <= asOf).map(({ quantity }) => String(quantity)));
            expect(one.delivered).toBe(delivered);
            expect(subtractDecimals(one.open, one.over)).toBe(
              subtractDecimals(subtractDecimals(one.ordered, one.cancelled), delivered),
            );
            expect(one.open === "0" || one.over === "0").toBe(true);
          }
        }
        const open = lines.filter((one) => one.open !== "0");
        expect(backlog.lines).toBe(open.length);
        for (const { unit, quantity } of backlog.quantities) {
          expect(quantity).toBe(total(open.filter((one) => one.unit === unit).map((one) => one.open)));
        }
        for (const value of backlog.values) {
          const own = open.flatMap(({ openValue }) => (openValue?.currency === value.currency ? [openValue] : []));
          expect(sum(own, value.currency)).toEqual(value);
        }
        expect(overdueBacklog.lines).toBe(open.filter(({ overdue }) => overdue).length);
        expect(overdueBacklog.lines).toBeLessThanOrEqual(backlog.lines);
      }),
      runs(200),
    );
  });

  test("RV-S3 rates are from 0 to 1, in their interval, and both is at most either", () => {
    fc.assert(
      fc.property(orders, options, (list, given) => {
        const service = orderService(list, asOf, given);
        for (const rates of [service.orderRates, service.lineRates]) {
          for (const rate of Object.values(rates)) {
            if (rate.state === "unknown") {
              expect(rate.of).toBe(0);
              continue;
            }
            expect(0 <= rate.low && rate.low <= rate.value && rate.value <= rate.high && rate.high <= 1).toBe(true);
          }
          expect(rates.onTimeInFull.count).toBeLessThanOrEqual(rates.onTime.count);
          expect(rates.onTimeInFull.count).toBeLessThanOrEqual(rates.inFull.count);
        }
        for (const { lateDays, state } of service.orders.flatMap(({ lines }) => lines)) {
          expect(lateDays === null).toBe(state !== "judged");
        }
      }),
      runs(200),
    );
  });

  test("RV-S4 more tolerance never lowers a rate; the order of facts changes nothing", () => {
    fc.assert(
      fc.property(orders, options, (list, given) => {
        const service = orderService(list, asOf, given);
        const shuffled = [...list].reverse().map((order) => ({
          ...order,
          lines: [...order.lines].reverse().map((one) => ({ ...one, deliveries: [...(one.deliveries ?? [])].reverse() })),
        }));
        expect(orderService(shuffled, asOf, given)).toEqual(service);
        expect(JSON.parse(JSON.stringify(service))).toEqual(service);
        // Over lines that are judged either way: a longer tolerance judges later.
        const lenient = orderService(list, asOf, { ...given, toleranceShare: 0.5 });
        const after = new Map(lenient.orders.flatMap(({ id, lines }) => lines.map((one) => [`${id} ${one.id}`, one] as const)));
        for (const { id, lines } of service.orders) {
          for (const one of lines) {
            const other = after.get(`${id} ${one.id}`);
            if (one.onTimeInFull) expect(other?.onTimeInFull).toBe(true);
            if (one.inFull) expect(other?.inFull).toBe(true);
          }
        }
      }),
      runs(150),
    );
  });

  test("tenths are exact, returns undo what came, and what comes too early is not on time", () => {
    const lineOf = (more: object, given: ServiceOptions = {}) =>
      orderService([{ id: "S", promisedOn: "2026-11-10", lines: [{ id: "1", quantity: 1, ...more }] }], asOf, given).orders[0]?.lines[0];
    const parts = ["0.7", "0.1", "0.2"].map((quantity) => ({ on: "2026-11-10", quantity }));
    expect(lineOf({ deliveries: parts })).toMatchObject({ onTimeInFull: true, open: "0", lateDays: 0, completedOn: "2026-11-10" });
    const back = [{ on: "2026-11-05", quantity: 1 }, { on: "2026-11-12", quantity: -1 }, { on: "2026-11-20", quantity: 1 }];
    expect(lineOf({ deliveries: back })).toMatchObject({ onTimeInFull: true, completedOn: "2026-11-20", lateDays: 10 });
    const early = { deliveries: [{ on: "2026-11-01", quantity: 1 }] };
    expect(lineOf(early)).toMatchObject({ onTime: true, onTimeInFull: true });
    expect(lineOf(early, { earlyDaysMax: 3 })).toMatchObject({ onTime: false, inFull: true, onTimeInFull: false, lateDays: 0 });
    expect(lineOf({ cancelled: 1 })).toMatchObject({ state: "cancelled", open: "0", overdue: false });
    expect(lineOf({ deliveries: [{ on: "2026-11-09", quantity: 3 }] })).toMatchObject({ over: "2", open: "0", inFull: true });
    expect(lineOf({ promisedOn: "2026-11-23" })).toMatchObject({ state: "not-due", lateDays: null, overdue: false, open: "1" });
    expect(orderService([{ id: "S", lines: [{ id: "1", quantity: 1 }] }], asOf)).toMatchObject({ unpromisedLines: 1, backlog: { lines: 1, unpricedLines: 1 } });
    expect(orderService([{ id: "S", orderedOn: "2026-11-24", lines: [{ id: "1", quantity: 1 }] }], asOf).orders).toEqual([]);
  });

  test("Wilson's interval: 8 of 10 is 0.490 to 0.943 (Newcombe 1998); few cases are not enough on demand", () => {
    const list = Array.from({ length: 10 }, (_, index) => ({
      id: String(index),
      promisedOn: "2026-11-10",
      lines: [{ id: "1", quantity: 1, deliveries: index < 8 ? [{ on: "2026-11-10", quantity: 1 }] : [] }],
    }));
    const { onTimeInFull } = orderService(list, asOf).orderRates;
    if (onTimeInFull.state === "unknown") throw new Error("it is known");
    expect([onTimeInFull.low.toFixed(3), onTimeInFull.high.toFixed(3)]).toEqual(["0.490", "0.943"]);
    expect(orderService(list, asOf, { countMin: 11 }).orderRates.inFull).toEqual({ state: "unknown", reason: "not-enough-facts", count: 8, of: 10 });
    expect(orderService([], asOf).lineRates.inFull).toMatchObject({ state: "unknown", reason: "no-facts" });
  });

  const good = { id: "S", promisedOn: asOf, lines: [{ id: "1", quantity: 1 }] };
  const lineWith = (more: object) => [{ ...good, lines: [{ id: "1", quantity: 1, ...more }] }];
  test.each([
    [null, {}, "schema.type", "orders"],
    [[{ ...good, lines: [] }], {}, "review.empty", "orders[0].lines"],
    [[good, good], {}, "review.duplicate_id", "orders[1].id"],
    [[{ ...good, lines: [...good.lines, ...good.lines] }], {}, "review.duplicate_id", "orders[0].lines[1].id"],
    [lineWith({ quantity: 0 }), {}, "review.quantity", "orders[0].lines[0].quantity"],
    [lineWith({ quantity: NaN }), {}, "decimal.not_finite", "orders[0].lines[0].quantity"],
    [lineWith({ quantity: "1e3" }), {}, "decimal.exponent", "orders[0].lines[0].quantity"],
    [lineWith({ cancelled: 2 }), {}, "review.cancelled_quantity", "orders[0].lines[0].cancelled"],
    [lineWith({ unitPrice: 1 }), {}, "review.currency_missing", "orders[0].lines[0].unitPrice"],
    [[{ ...good, currency: "XXY" }], {}, "money.currency", "orders[0].currency"],
    [[{ ...good, currency: "EUR", lines: [{ id: "1", quantity: 1, unitPrice: -1 }] }], {}, "review.unit_price", "orders[0].lines[0].unitPrice"],
    [lineWith({ deliveries: [{ on: "x", quantity: 1 }] }), {}, "date.format", "orders[0].lines[0].deliveries[0].on"],
    [[good], { toleranceDays: -1 }, "schema.range", "options.toleranceDays"],
    [[good], { toleranceShare: 1 }, "schema.range", "options.toleranceShare"],
    [[good], { toleranceShare: 1 / 3 }, "decimal.unsafe_number", "options.toleranceShare"],
    [[good], { countMin: 0 }, "schema.range", "options.countMin"],
  ])("%j with %j throws %s at %s", (list, given, code, path) => {
    expect(() => orderService(list as never, asOf, given)).toThrow(expect.objectContaining({ code, path }));
  });

  test("the schema of options", () => {
    expect(serviceOptionsSchema.safeParse({ toleranceDays: 2, toleranceShare: 0.1 }).success).toBe(true);
    expect(serviceOptionsSchema.safeParse({ toleranceShare: 1 }).success).toBe(false);
  });
});

describe("complaints", () => {
  const complaint = fc
    .record({ opened: fc.integer({ min: -90, max: 5 }), due: fc.option(fc.nat(40), { nil: undefined }), closed: fc.option(fc.nat(60), { nil: undefined }) })
    .map(({ opened, due, closed }) => {
      const openedOn = addDays(asOf, opened);
      return {
        openedOn,
        ...(due === undefined ? {} : { dueOn: addDays(openedOn, due) }),
        ...(closed === undefined ? {} : { closedOn: addDays(openedOn, closed) }),
      };
    });
  const complaints: fc.Arbitrary<ComplaintFact[]> = fc
    .array(complaint, { maxLength: 12 })
    .map((list) => deepFreeze(list.map((one, index) => ({ id: `K-${String(index)}`, ...one }))));

  test("RV-S5 open and closed are all that were opened; what comes later is not known", () => {
    fc.assert(
      fc.property(complaints, (list) => {
        const service = complaintService(list, asOf);
        const known = list.filter(({ openedOn }) => openedOn <= asOf);
        expect(service.open.length + service.closed).toBe(known.length);
        const blind = known.map(({ closedOn, ...one }) => (closedOn !== undefined && closedOn <= asOf ? { ...one, closedOn } : one));
        expect(complaintService(blind, asOf)).toEqual(service);
        expect(complaintService([...list].reverse(), asOf)).toEqual(service);
        expect(service.overdue).toBe(known.filter(({ dueOn, closedOn }) => dueOn !== undefined && dueOn < asOf && (closedOn === undefined || closedOn > asOf)).length);
        const { closedInTime } = service;
        if (closedInTime.state === "known") expect(closedInTime.value).toBe(closedInTime.count / closedInTime.of);
      }),
      runs(200),
    );
  });

  test.each([
    [1, {}, "schema.type", "complaints"],
    [[{ id: "K" }], {}, "date.type", "complaints[0].openedOn"],
    [[{ id: "K", openedOn: asOf, closedOn: "2026-11-22" }], {}, "review.date_order", "complaints[0].closedOn"],
    [[{ id: "K", openedOn: asOf }, { id: "K", openedOn: asOf }], {}, "review.duplicate_id", "complaints[1].id"],
    [[], { countMin: "2" }, "schema.type", "options.countMin"],
  ])("%j with %j throws %s at %s", (list, given, code, path) => {
    expect(() => complaintService(list as never, asOf, given as never)).toThrow(expect.objectContaining({ code, path }));
  });
});
