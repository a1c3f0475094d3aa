import { describe, expect, test } from "vitest";

import { compileContactPolicy, contactDiscipline, contactPlan } from "../../../src/review/index.js";
import type { ContactAccount, ContactPolicy } from "../../../src/review/index.js";
import { contactPolicySchema } from "../../../src/review/contacts/schema.js";

const asOf = "2026-11-23";
const base: ContactPolicy = {
  id: "contacts",
  channels: ["phone", "visit"],
  consentNotNeeded: ["phone", "visit"],
  cadences: [{ id: "monthly", every: "P1M" }],
};
const by = (on: string, channel = "phone") => ({ on, channel });

describe("reasons", () => {
  const reasonOf = (policy: ContactPolicy, own: Omit<ContactAccount, "id">) =>
    contactPlan(policy, [{ id: "acme", ...own }], asOf).none[0]?.reason;

  test("says why there is no contact", () => {
    expect(reasonOf(base, { state: "blocked" })).toBe("blocked-state");
    expect(reasonOf({ ...base, blockedStates: ["lost"] }, { state: "lost" })).toBe("blocked-state");
    expect(reasonOf({ ...base, blockedStates: [] }, { state: "blocked" })).toBeUndefined();
    expect(reasonOf({ ...base, consentNotNeeded: [] }, {})).toBe("no-consent");
    expect(reasonOf({ ...base, cadences: [] }, {})).toBe("no-rule");
    expect(reasonOf({ ...base, cadences: [{ id: "never", every: null }, ...base.cadences] }, {})).toBe("excluded-by-rule");
    expect(reasonOf({ ...base, quietPeriods: [{ from: "2026-01-01", name: "closed" }] }, {})).toBe("quiet-period");
    expect(reasonOf(base, { quietPeriods: [{ from: "2026-11-01" }] })).toBe("quiet-period");
  });

  test("a withdrawal ends every earlier consent, and forbids a channel that needs none", () => {
    const withdrawn = { channel: "phone", grantedOn: "2025-01-01", withdrawnOn: "2026-01-01" };
    const plan = contactPlan({ ...base, channels: ["phone"] }, [{ id: "acme", consents: [withdrawn, { channel: "phone", grantedOn: "2025-06-01" }] }], asOf);
    expect(plan.none[0]).toMatchObject({ reason: "no-consent", notBy: [{ code: "no-consent", channel: "phone" }] });
    const again = contactPlan({ ...base, channels: ["phone"] }, [{ id: "acme", consents: [withdrawn, { channel: "phone", grantedOn: "2026-02-01" }] }], asOf);
    expect(again.contacts[0]?.state).toBe("due");
    const later = contactPlan({ ...base, channels: ["phone"], consentNotNeeded: [] }, [{ id: "acme", consents: [{ channel: "phone", grantedOn: "2026-12-01" }] }], asOf);
    expect(later.contacts[0]).toMatchObject({ state: "upcoming", nextOn: "2026-12-01", delay: "consent-later" });
  });
});

describe("days", () => {
  test("a quiet period puts off what was due, and is never counted as overdue", () => {
    const policy = { ...base, quietPeriods: [{ from: "2026-11-09", until: "2026-12-07", name: "trade fair" }] };
    const plan = contactPlan(policy, [{ id: "before", contacts: [by("2026-10-05")] }, { id: "within", contacts: [by("2026-10-15")] }], asOf);
    expect(plan.contacts).toMatchObject([
      { account: "before", state: "overdue", dueOn: "2026-11-05", overdueDays: 18, nextOn: "2026-12-07", delay: "quiet-period" },
      { account: "within", state: "upcoming", dueOn: "2026-12-07", overdueDays: 0, nextOn: "2026-12-07" },
    ]);
  });

  test("a Saturday becomes the Monday after; the end of a month is kept", () => {
    const plan = contactPlan(base, [{ id: "acme", contacts: [by("2026-10-28")] }, { id: "bolt", contacts: [by("2026-10-31")] }], asOf);
    expect(plan.contacts.map(({ dueOn }) => dueOn)).toEqual(["2026-11-30", "2026-11-30"]);
  });

  test("on a Sunday what was due on Friday is overdue, and is made on Monday", () => {
    const plan = contactPlan(base, [{ id: "acme", contacts: [by("2026-10-20")] }], "2026-11-22");
    expect(plan.contacts[0]).toMatchObject({ state: "overdue", dueOn: "2026-11-20", overdueDays: 2, nextOn: "2026-11-23", delay: "not-worked" });
  });

  test("a cadence that speaks of a channel counts contacts by it alone", () => {
    const policy: ContactPolicy = {
      ...base,
      cadences: [{ id: "visits", when: { fact: "channel", operator: "equal", value: "visit" }, every: "P3M" }, { id: "any", every: "P1M" }],
    };
    const [contact] = contactPlan(policy, [{ id: "acme", contacts: [by("2026-11-20"), by("2026-06-01", "visit")] }], asOf).contacts;
    expect(contact).toMatchObject({ channel: "visit", rule: "visits", lastOn: "2026-06-01", state: "overdue" });
    expect(contact?.channels.map(({ channel }) => channel)).toEqual(["visit", "phone"]);
  });

  test("answered contacts alone count where the policy says so; preference decides between channels", () => {
    const own = { id: "acme", preferredChannels: ["visit", "pigeon"], contacts: [{ ...by("2026-10-01"), answered: true }, by("2026-11-20")] };
    const [contact] = contactPlan({ ...base, counts: "answered" }, [own], asOf).contacts;
    expect(contact).toMatchObject({ channel: "visit", lastOn: "2026-10-01", dueOn: "2026-11-02" });
  });

  test("capacity spreads the work in the order of the plan", () => {
    const list = ["a", "b", "c"].map((id) => ({ id, contacts: [by("2026-10-01")] }));
    const plan = contactPlan({ ...base, capacityPerDay: 2 }, list, "2026-11-20");
    expect(plan.contacts.map(({ account, nextOn, delay }) => [account, nextOn, delay])).toEqual([
      ["a", "2026-11-20", null],
      ["b", "2026-11-20", null],
      ["c", "2026-11-23", "capacity"],
    ]);
    expect(plan.load).toEqual([{ on: "2026-11-20", contacts: 2 }, { on: "2026-11-23", contacts: 1 }]);
  });
});

describe("campaigns", () => {
  const policy: ContactPolicy = {
    ...base,
    facts: { articles: "string[]" },
    campaigns: [
      { id: "new-desk", when: { fact: "articles", operator: "contains", value: "chair" }, period: { from: "2026-11-01", until: "2026-12-01" }, articles: ["desk"], minimumGap: 14 },
      { id: "spring", when: { all: [] }, period: { from: "2026-03-01", until: "2026-05-01" } },
    ],
    campaignCap: { count: 1, within: "P1M" },
  };
  const facts = { articles: ["chair"] };
  const outcome = (own: Omit<ContactAccount, "id">) =>
    contactPlan(policy, [{ id: "acme", facts, ...own }], asOf).campaigns.find(({ campaign }) => campaign === "new-desk");

  test("say to whom, with what, because of what, and why not", () => {
    expect(outcome({})).toEqual({
      campaign: "new-desk",
      account: "acme",
      articles: ["desk"],
      because: [expect.stringContaining("chair")],
      send: { on: asOf, channel: "phone" },
      suppressed: null,
    });
    expect(outcome({ facts: { articles: ["lamp"] } })).toBeUndefined();
    expect(outcome({ state: "blocked" })?.suppressed).toBe("blocked-state");
    expect(outcome({ contacts: [by("2026-11-10")] })?.suppressed).toBe("contacted-recently");
    expect(outcome({ contacts: [by("2026-11-09")] })?.suppressed).toBeNull();
    expect(outcome({ contacts: [{ ...by("2026-10-01"), campaign: "new-desk" }] })?.suppressed).toBe("already-sent");
    expect(outcome({ contacts: [{ ...by("2026-11-01"), campaign: "autumn" }] })?.suppressed).toBe("cap-reached");
    expect(outcome({ quietPeriods: [{ from: "2026-11-20", until: "2026-12-01" }] })?.suppressed).toBe("quiet-period");
    const none = ["phone", "visit"].map((channel) => ({ channel, grantedOn: "2020-01-01", withdrawnOn: "2021-01-01" }));
    expect(outcome({ consents: none })?.suppressed).toBe("no-consent");
    const { campaigns } = contactPlan(policy, [{ id: "acme" }], asOf);
    expect(campaigns.map(({ campaign, suppressed }) => [campaign, suppressed])).toEqual([["spring", "period-over"]]);
  });
});

describe("bad input", () => {
  test.each([
    [null, "schema.type", "policy"],
    [[], "schema.type", ""],
    [{ ...base, id: "" }, "id.format", "id"],
    [{ ...base, channels: [] }, "review.empty", "channels"],
    [{ ...base, channels: ["a", "a"] }, "review.duplicate_id", "channels[1]"],
    [{ ...base, cadences: undefined }, "schema.type", "cadences"],
    [{ ...base, cadences: [{ id: "x", every: 0 }] }, "schema.range", "cadences[0].every"],
    [{ ...base, cadences: [{ id: "x", every: "PT1H" }] }, "duration.range", "cadences[0].every"],
    [{ ...base, cadences: [{ id: "x", every: true }] }, "duration.type", "cadences[0].every"],
    [{ ...base, cadences: [...base.cadences, ...base.cadences] }, "review.duplicate_id", "cadences[1].id"],
    [{ ...base, cadences: [{ id: "x", every: 1, when: { fact: "colour", operator: "present" } }] }, "rule.unknown_fact", "cadences[0].when.fact"],
    [{ ...base, facts: { class: "number" } }, "review.fact_name", "facts.class"],
    [{ ...base, facts: { "turnover.net": "money" } }, "schema.value", "facts.turnover.net"],
    [{ ...base, classes: null }, "schema.type", "classes"],
    [{ ...base, campaigns: null }, "schema.type", "campaigns"],
    [{ ...base, counts: null }, "schema.value", "counts"],
    [{ ...base, quietPeriods: [{ from: asOf, until: asOf }] }, "date.range_reversed", "quietPeriods[0].until"],
    [{ ...base, calendar: { weekend: [1, 2, 3, 4, 5, 6, 7] } }, "calendar.no_working_day", "calendar.weekend"],
    [{ ...base, capacityPerDay: 0 }, "schema.range", "capacityPerDay"],
    [{ ...base, counts: "all" }, "schema.value", "counts"],
    [{ ...base, campaigns: [{ id: "p", when: { all: [] }, period: { from: asOf }, channel: "fax" }] }, "review.unknown_channel", "campaigns[0].channel"],
    [{ ...base, campaigns: [{ id: "p", when: { all: [] } }] }, "schema.type", "campaigns[0].period"],
    [{ ...base, campaigns: [{ id: "p", when: { all: [] }, period: { from: asOf }, minimumGap: -1 }] }, "schema.range", "campaigns[0].minimumGap"],
    [{ ...base, campaignCap: { count: 1 } }, "duration.type", "campaignCap.within"],
    [{ ...base, colour: 1 }, "schema.unknown_key", "colour"],
  ])("the policy %j throws %s at %s", (policy, code, path) => {
    expect(() => contactPlan(policy as never, [], asOf)).toThrow(expect.objectContaining({ code, path }));
  });

  test.each([
    [undefined, "schema.type", "accounts"],
    [[{}], "id.format", "accounts[0].id"],
    [[{ id: "a" }, { id: "a" }], "review.duplicate_id", "accounts[1].id"],
    [[{ id: "a", contacts: [by("2026-11-24")] }], "review.future_date", "accounts[0].contacts[0].on"],
    [[{ id: "a", contacts: [{ on: asOf }] }], "id.format", "accounts[0].contacts[0].channel"],
    [[{ id: "a", contacts: [{ ...by(asOf), answered: "yes" }] }], "schema.type", "accounts[0].contacts[0].answered"],
    [[{ id: "a", consents: [{ channel: "phone", grantedOn: asOf, withdrawnOn: "2026-11-22" }] }], "review.consent_dates", "accounts[0].consents[0].withdrawnOn"],
    [[{ id: "a", since: "2026-13-01" }], "date.invalid", "accounts[0].since"],
    [[{ id: "a", facts: [] }], "schema.type", "accounts[0].facts"],
    [[{ id: "a", class: 1 }], "id.format", "accounts[0].class"],
  ])("accounts %j throw %s at %s", (accounts, code, path) => {
    expect(() => contactPlan(base, accounts as never, asOf)).toThrow(expect.objectContaining({ code, path }));
  });

  test("every issue of a policy at once; the schema refuses it as well", () => {
    const bad = { id: "", channels: [], cadences: [{ id: "x", every: -1, when: 1 }], counts: "x" };
    try {
      compileContactPolicy(bad as never);
      expect.unreachable();
    } catch (error) {
      expect((error as { issues: unknown[] }).issues.length).toBeGreaterThanOrEqual(5);
    }
    expect(contactPolicySchema.safeParse(bad).success).toBe(false);
  });

  test("options of discipline", () => {
    const period = { from: "2026-07-01", until: "2026-10-01" };
    for (const [options, code, path] of [
      [undefined, "schema.type", "options"],
      [{ asOf }, "schema.type", "options.period"],
      [{ period, asOf: 1 }, "date.type", "options.asOf"],
      [{ period: { from: asOf, until: asOf }, asOf }, "date.range_reversed", "options.period.until"],
      [{ period, asOf, graceDays: 366 }, "schema.range", "options.graceDays"],
    ] as const) {
      expect(() => contactDiscipline(base, [], options as never)).toThrow(expect.objectContaining({ code, path }));
    }
  });

  test("a calendar whose days are all holidays is refused and not looked through for ever", () => {
    const holidays = Array.from({ length: 8_000 }, (_, index) => new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10));
    expect(() => contactPlan({ ...base, calendar: { holidays } }, [{ id: "a" }], asOf)).toThrow(
      expect.objectContaining({ code: "calendar.no_working_day" }),
    );
  });
});
