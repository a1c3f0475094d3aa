import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileContactPolicy, contactDiscipline, contactPlan } from "../../../src/review/index.js";
import type { ContactAccount, ContactPlanResult, ContactPolicy } from "../../../src/review/index.js";
import { addDays, addDuration, dayOfWeek, differenceInDays } from "../../../src/values/index.js";
import { contactPolicySchema } from "../../../src/review/contacts/schema.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const asOf = "2026-11-23";
const channels = ["phone", "email", "visit"];
const channel = fc.constantFrom(...channels);
const dayFrom = (min: number, max: number): fc.Arbitrary<string> => fc.integer({ min, max }).map((days) => addDays(asOf, days));
const quietPeriods = fc.array(
  fc
    .tuple(dayFrom(-60, 60), fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined, freq: 8 }))
    .map(([from, length]) => (length === undefined ? { from } : { from, until: addDays(from, length) })),
  { maxLength: 3 },
);
const consents = fc.array(
  fc
    .tuple(channel, dayFrom(-200, 20), fc.option(fc.integer({ min: 0, max: 250 }), { nil: undefined }))
    .map(([by, grantedOn, length]) => ({
      channel: by,
      grantedOn,
      ...(length === undefined ? {} : { withdrawnOn: addDays(grantedOn, length) }),
    })),
  { maxLength: 6 },
);
const account = fc.record(
  {
    class: fc.constantFrom("A", "B", "C"),
    state: fc.constantFrom("active", "key", "blocked", "dormant"),
    manager: fc.constantFrom("kim", "lee"),
    preferredChannels: fc.uniqueArray(channel, { maxLength: 3 }),
    since: dayFrom(-200, 0),
    contacts: fc.array(
      fc.record(
        { on: dayFrom(-150, 0), channel, answered: fc.boolean(), campaign: fc.constantFrom("P-0", "old") },
        { requiredKeys: ["on", "channel"] },
      ),
      { maxLength: 6 },
    ),
    consents,
    quietPeriods,
  },
  { requiredKeys: ["consents"] },
);
const accounts: fc.Arbitrary<ContactAccount[]> = fc
  .array(account, { maxLength: 8 })
  .map((list) => deepFreeze(list.map((one, index) => ({ id: `C-${String(index)}`, ...one }))));

const policy: fc.Arbitrary<ContactPolicy> = fc
  .record({
    free: fc.subarray(channels),
    quietPeriods,
    holidays: fc.array(dayFrom(-5, 40), { maxLength: 6 }),
    counts: fc.constantFrom("made" as const, "answered" as const),
    every: fc.constantFrom<string | number>("P1M", "P2W", 10, "P3M"),
    visits: fc.boolean(),
    capacityPerDay: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  })
  .map(({ free, holidays, every, visits, capacityPerDay, ...rest }) =>
    deepFreeze({
      id: "contacts",
      channels,
      classes: ["A", "B", "C"],
      consentNotNeeded: free,
      calendar: { holidays },
      cadences: [
        { id: "dormant", when: { fact: "state", operator: "equal" as const, value: "dormant" }, every: null },
        ...(visits
          ? [
              {
                id: "visit-A",
                when: {
                  all: [
                    { fact: "class", operator: "equal" as const, value: "A" },
                    { fact: "channel", operator: "equal" as const, value: "visit" },
                  ],
                },
                every: "P6M",
              },
            ]
          : []),
        { id: "usual", when: { fact: "class", operator: "in" as const, value: ["A", "B"] }, every },
      ],
      ...rest,
      ...(capacityPerDay === undefined ? {} : { capacityPerDay }),
    }),
  );

/** Day by day and clause by clause: may an account be contacted by a channel on a day? */
function mayContact(given: ContactPolicy, own: ContactAccount, by: string, day: string): boolean {
  const holidays = given.calendar?.holidays ?? [];
  if (dayOfWeek(day) > 5 || holidays.includes(day)) return false;
  const quiet = [...(given.quietPeriods ?? []), ...(own.quietPeriods ?? [])];
  if (quiet.some(({ from, until }) => from <= day && (until === undefined || day < until))) return false;
  const events = (own.consents ?? [])
    .filter((one) => one.channel === by)
    .flatMap(({ grantedOn, withdrawnOn }) => [
      { on: grantedOn, says: true },
      ...(withdrawnOn === undefined ? [] : [{ on: withdrawnOn, says: false }]),
    ])
    .filter(({ on }) => on <= day)
    // A withdrawal of the same day comes last.
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : Number(b.says) - Number(a.says)));
  return events.at(-1)?.says ?? given.consentNotNeeded?.includes(by) === true;
}

function firstDay(given: ContactPolicy, own: ContactAccount, by: string, from: string): string | null {
  for (let day = from; differenceInDays(from, day) < 400; day = addDays(day, 1)) {
    if (mayContact(given, own, by, day)) return day;
  }
  return null;
}

const wanted = (plan: ContactPlanResult): Map<string, string> =>
  new Map(plan.contacts.flatMap(({ account: id, channels: by }) => by.map((one) => [`${id} ${one.channel}`, one.nextOn] as const)));

describe("the contact plan", () => {
  test("RV-C1 dates are the first permitted days, looked for day by day", () => {
    const seen = { overdue: 0, due: 0, upcoming: 0, none: 0 };
    fc.assert(
      fc.property(policy, accounts, (given, list) => {
        const { capacityPerDay: _, ...unbounded } = given;
        const plan = contactPlan(unbounded, list, asOf);
        const byId = new Map(list.map((one) => [one.id, one]));
        for (const contact of plan.contacts) {
          seen[contact.state] += 1;
          const own = byId.get(contact.account);
          if (own === undefined) throw new Error("an account of nowhere");
          for (const one of contact.channels) {
            const counted = (own.contacts ?? [])
              .filter(({ answered }) => given.counts === "made" || answered === true)
              .filter((made) => one.rule !== "visit-A" || made.channel === "visit")
              .map(({ on }) => on)
              .sort();
            const start = counted.at(-1) ?? own.since;
            const every = one.rule === "visit-A" ? "P6M" : (given.cadences.at(-1)?.every ?? 0);
            const wait = typeof every === "number" ? `P${String(every)}D` : every;
            const end = start === undefined ? asOf : addDuration(start, wait);
            expect(one.dueOn).toBe(firstDay(given, own, one.channel, end));
            expect(one.nextOn).toBe(firstDay(given, own, one.channel, one.dueOn > asOf ? one.dueOn : asOf));
            expect(one.overdueDays).toBe(Math.max(0, differenceInDays(one.dueOn, asOf)));
          }
          const [first] = contact.channels;
          expect(contact.dueOn).toBe(first?.dueOn);
          const soonest = contact.dueOn > asOf ? contact.dueOn : asOf;
          if (contact.nextOn > soonest) expect(contact.delay).not.toBeNull();
          if (contact.delay === null) expect(contact.nextOn).toBe(soonest);
        }
        for (const { account: id, reason, notBy } of plan.none) {
          seen.none += 1;
          const own = byId.get(id);
          expect(notBy.length).toBeGreaterThan(0);
          expect(notBy.some(({ code }) => code === reason)).toBe(true);
          if (reason === "blocked-state") expect(own?.state).toBe("blocked");
        }
        expect(plan.contacts.length + plan.none.length).toBe(list.length);
      }),
      runs(200),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(5));
  });

  test("RV-C2 contacts are on worked days, out of quiet periods and with consent, capacity or not", () => {
    fc.assert(
      fc.property(policy, accounts, (given, list) => {
        const plan = contactPlan(given, list, asOf);
        const byId = new Map(list.map((one) => [one.id, one]));
        for (const { account: id, channel: by, nextOn } of plan.contacts) {
          const own = byId.get(id) as ContactAccount;
          expect(mayContact(given, own, by, nextOn)).toBe(true);
          expect(own.state).not.toBe("blocked");
          expect(own.state).not.toBe("dormant");
        }
        expect(plan.load.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(plan.contacts.length);
      }),
      runs(150),
    );
  });

  test("RV-C3 taking consent away never adds a contact nor makes one sooner", () => {
    fc.assert(
      fc.property(policy, accounts, channel, (given, list, by) => {
        const { capacityPerDay: _, ...unbounded } = given;
        const before = wanted(contactPlan(unbounded, list, asOf));
        const removed = list.map((one) => ({ ...one, consents: (one.consents ?? []).filter((own) => own.channel !== by) }));
        const withdrawn = list.map((one) => ({
          ...one,
          consents: [...(one.consents ?? []), { channel: by, grantedOn: "2020-01-01", withdrawnOn: addDays(asOf, -1) }],
        }));
        const isFree = given.consentNotNeeded?.includes(by) === true;
        for (const after of [...(isFree ? [] : [removed]), withdrawn]) {
          for (const [key, day] of wanted(contactPlan(unbounded, after, asOf))) {
            expect(before.has(key)).toBe(true);
            expect(day >= (before.get(key) ?? "")).toBe(true);
          }
        }
      }),
      runs(200),
    );
  });

  test("RV-C4 the order of accounts, contacts and consents changes nothing; compiled or not", () => {
    fc.assert(
      fc.property(policy, accounts, (given, list) => {
        const reversed = [...list].reverse().map((one) => ({
          ...one,
          consents: [...(one.consents ?? [])].reverse(),
          contacts: [...(one.contacts ?? [])].reverse(),
          quietPeriods: [...(one.quietPeriods ?? [])].reverse(),
        }));
        const plan = contactPlan(given, list, asOf);
        expect(contactPlan(compileContactPolicy(given), reversed, asOf)).toEqual(plan);
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
      runs(100),
    );
  });

  test("RV-C5 is ranked by days overdue, then class, then id, and no day takes more than its capacity", () => {
    fc.assert(
      fc.property(policy, accounts, (given, list) => {
        const { contacts, load } = contactPlan(given, list, asOf);
        const keys = contacts.map(({ dueOn, class: own, account: id }) => `${dueOn} ${own ?? "Z"} ${id}`);
        expect(keys).toEqual([...keys].sort());
        const { capacityPerDay } = given;
        if (capacityPerDay === undefined) return;
        const hasRoom = contacts.every(({ account: id }) => {
          const own = list.find((one) => one.id === id);
          return (own?.quietPeriods ?? []).every(({ until }) => until !== undefined) && (given.quietPeriods ?? []).every(({ until }) => until !== undefined)
            && (own?.consents ?? []).every(({ withdrawnOn }) => withdrawnOn === undefined);
        });
        if (hasRoom) for (const { contacts: count } of load) expect(count).toBeLessThanOrEqual(capacityPerDay);
      }),
      runs(150),
    );
  });
});

describe("campaigns", () => {
  const campaigns = fc.array(
    fc.record(
      {
        when: fc.constantFrom(
          { fact: "class", operator: "in" as const, value: ["A", "B"] },
          { fact: "state", operator: "equal" as const, value: "active" },
          { all: [] },
        ),
        period: fc.tuple(dayFrom(-30, 10), fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({ from, until: addDays(from, length) })),
        channel,
        minimumGap: fc.constantFrom<string | number>(0, 7, "P1M"),
      },
      { requiredKeys: ["when", "period"] },
    ),
    { maxLength: 5 },
  ).map((list) => list.map((one, index) => ({ id: `P-${String(index)}`, ...one })));

  test("RV-C6 go to their audience alone, once, with consent, never beyond the cap nor within the gap", () => {
    let [sent, suppressed] = [0, 0];
    fc.assert(
      fc.property(policy, campaigns, accounts, fc.integer({ min: 0, max: 3 }), (base, offered, list, count) => {
        const given = deepFreeze({ ...base, campaigns: offered, campaignCap: { count, within: "P1M" } });
        const plan = contactPlan(given, list, asOf);
        for (const own of list) {
          const planned = plan.campaigns.filter((one) => one.account === own.id).flatMap(({ send }) => (send === null ? [] : [send.on]));
          const days = [...planned, ...(own.contacts ?? []).flatMap(({ on, campaign }) => (campaign === undefined ? [] : [on]))];
          for (const day of days) {
            const within = days.filter((other) => other <= day && addDuration(other, "P1M") > day);
            if (within.some((one) => planned.includes(one))) expect(within.length).toBeLessThanOrEqual(count);
          }
        }
        for (const match of plan.campaigns) {
          const own = list.find(({ id }) => id === match.account) as ContactAccount;
          const campaign = offered.find(({ id }) => id === match.campaign);
          expect(match.because.length > 0 || "all" in (campaign?.when ?? {})).toBe(true);
          expect(match.send === null).toBe(match.suppressed !== null);
          if (match.send === null) {
            suppressed += 1;
            continue;
          }
          sent += 1;
          const { on, channel: by } = match.send;
          expect((own.contacts ?? []).some(({ campaign: had }) => had === match.campaign)).toBe(false);
          expect(mayContact(given, own, by, on)).toBe(true);
          expect(on >= asOf && on >= (campaign?.period.from ?? "") && on < (campaign?.period.until ?? "")).toBe(true);
          expect(own.state).not.toBe("blocked");
          if (campaign?.channel !== undefined) expect(by).toBe(campaign.channel);
          const gap = campaign?.minimumGap ?? 0;
          const wait = typeof gap === "number" ? `P${String(gap)}D` : gap;
          for (const made of own.contacts ?? []) expect(addDuration(made.on, wait) <= on).toBe(true);
        }
        expect(contactPlan(given, [...list].reverse(), asOf)).toEqual(plan);
      }),
      runs(250),
    );
    expect(sent).toBeGreaterThan(seenMin(50));
    expect(suppressed).toBeGreaterThan(seenMin(50));
  });
});

describe("contact discipline", () => {
  const options = { period: { from: "2026-07-01", until: "2026-11-01" }, asOf };

  test("RV-C7 due = on time + late + missed; managers add up; grace only helps", () => {
    fc.assert(
      fc.property(policy, accounts, fc.integer({ min: 1, max: 30 }), (given, list, graceDays) => {
        const result = contactDiscipline(given, list, options);
        expect(result.due).toBe(result.onTime + result.late + result.missed);
        for (const key of ["due", "onTime", "late", "missed"] as const) {
          expect(result.managers.reduce((sum, one) => sum + one[key], 0)).toBe(result[key]);
        }
        if (result.rate.state === "known") {
          expect(result.rate.value).toBe(result.onTime / result.due);
        } else expect(result.due).toBe(0);
        const lenient = contactDiscipline(given, list, { ...options, graceDays });
        expect(lenient.missed).toBeLessThanOrEqual(result.missed);
        expect(contactDiscipline(given, [...list].reverse(), options)).toEqual(result);
      }),
      runs(150),
    );
  });

  test("RV-C8 who contacts on every worked day is always in time; who never does is not", () => {
    const days = Array.from({ length: 200 }, (_, index) => addDays(asOf, index - 199));
    const given: ContactPolicy = { id: "c", channels: ["phone"], consentNotNeeded: ["phone"], cadences: [{ id: "weekly", every: "P1W" }] };
    const diligent = { id: "1", since: "2026-01-01", contacts: days.map((on) => ({ on, channel: "phone" })) };
    const result = contactDiscipline(given, [diligent], options);
    expect(result).toMatchObject({ late: 0, missed: 0, rate: { state: "known", value: 1 } });
    // Four months of weeks, not of days: contacts in between are no obligations of their own.
    expect(result.due).toBeLessThanOrEqual(18);
    // On the very day, a day late, and a day late with a day of grace.
    const punctual = (on: string, graceDays = 0) =>
      contactDiscipline(
        given,
        [{ id: "1", contacts: ["2026-06-29", on].map((day) => ({ on: day, channel: "phone" })) }],
        { period: { from: "2026-07-01", until: "2026-07-08" }, asOf, graceDays },
      );
    expect(punctual("2026-07-06")).toMatchObject({ due: 1, onTime: 1 });
    expect(punctual("2026-07-07")).toMatchObject({ due: 1, late: 1 });
    expect(punctual("2026-07-07", 1)).toMatchObject({ due: 1, onTime: 1 });
    const idle = contactDiscipline(given, [{ id: "1", since: "2026-01-01" }], options);
    expect(idle).toMatchObject({ due: 1, missed: 1, rate: { state: "known", value: 0 } });
    expect(contactDiscipline(given, [], options).rate).toEqual({ state: "unknown", reason: "no-facts", missing: ["contacts due"] });
    expect(contactDiscipline(given, [{ id: "1", since: "2026-01-01" }], { ...options, dueMin: 5 }).rate).toMatchObject({ reason: "not-enough-facts" });
  });
});

test("RV-C9 the schema accepts what compiles", () => {
  fc.assert(
    fc.property(policy, (given) => {
      expect(contactPolicySchema.safeParse(given).success).toBe(true);
    }),
    runs(30),
  );
});
