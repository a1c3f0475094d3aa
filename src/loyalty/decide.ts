/** What a command comes to: events, or refusals with their reasons. */
import type { Instant } from "../values/index.js";
import { canonicalJson } from "../values/aggregate.js";
import { fail } from "../values/errors.js";
import { assertNever } from "../values/invariant.js";
import { checkShape } from "../values/limits.js";
import { expectIdentifier, expectRecord, expectCompiled } from "../values/plain.js";
import type { Budget, Decision, EnrolCommand, LoyaltyCommand } from "./command-model.js";
import { addToInstant } from "./clock.js";
import type { ProgrammePlan } from "./compile.js";
import { memberNothing } from "./draft.js";
import { activity, purchase, purchaseRead } from "./earn.js";
import type { LoyaltyEvent } from "./event-model.js";
import { activate, giveBack } from "./give-back.js";
import { keyedGet } from "./keyed.js";
import type { ReadPurchase } from "./read-purchase.js";
import { complete, openSession, refuse } from "./session.js";
import type { Outcome, Session } from "./session.js";
import { refund } from "./refund.js";
import { adjust, pay, redeem, spend } from "./spend.js";
import { pin, receive, send } from "./give.js";
import { capture, hold, release } from "./hold.js";
import type { MemberState } from "./state-model.js";
import { readingStored } from "../values/stored.js";

/** When a command is recorded, and what is left of shared budgets. @since 0.1.0 */
export interface DecideOptions {
  readonly at: Instant;
  /** Needed for each budget, stock or fund that the programme names and the command touches. */
  readonly budgets?: readonly Budget[];
  /** Whether the tier is looked at by a later command of the same instant; no unless said. */
  readonly isTierDeferred?: boolean;
}

const KEYS: Readonly<Record<LoyaltyCommand["type"], readonly string[]>> = {
  enrol: ["memberId"],
  purchase: ["lines", "orderDiscount", "partner", "facts", "memberFacts"],
  activity: ["activity", "amount", "partner", "facts", "memberFacts"],
  return: ["purchaseId", "lines"],
  activate: ["purchaseId", "event"],
  spend: ["wallet", "points"],
  pay: ["wallet", "points", "orderAmount"],
  redeem: ["reward", "quantity", "memberFacts"],
  hold: ["wallet", "points", "until"],
  capture: ["holdId", "points", "isFinal"],
  release: ["holdId"],
  send: ["to", "wallet", "points"],
  receive: ["from", "wallet", "parts"],
  pin: ["tier", "until", "reason"],
  refund: ["spendId", "points"],
  adjust: ["wallet", "points", "reason"],
};
const COMMON = ["type", "id", "effectiveAt"];

function checkCommand(command: LoyaltyCommand): void {
  checkShape(command, "");
  const record = expectRecord(command, "");
  const type = record["type"];
  if (typeof type !== "string" || !Object.hasOwn(KEYS, type)) {
    fail("schema.value", "type", `one of ${Object.keys(KEYS).join(", ")}`, type);
  }
  expectRecord(command, "", [...COMMON, ...KEYS[command.type]]);
}

function enrol(session: Session, command: EnrolCommand): Outcome {
  const memberId = expectIdentifier(command.memberId, "memberId");
  if (memberId !== session.draft.base.memberId) {
    fail("loyalty.member", "memberId", `this member, ${session.draft.base.memberId}`, memberId);
  }
  const { enrolledAt } = session.draft;
  if (enrolledAt !== null) {
    return refuse("already-enrolled", "The member has joined already.", "memberId", { enrolledAt });
  }
  return { ok: true, event: { type: "enrolled", postings: [] } };
}

/** What is reported later than the programme takes it. */
function lateRefusal(session: Session): Outcome | null {
  const { maximumAge } = session.plan.extras.late;
  if (maximumAge === null) return null;
  const last = addToInstant(session.plan.clock, session.effective, maximumAge);
  if (last >= session.now) return null;
  const told = { effectiveAt: session.effective, acceptedUntil: last };
  return refuse("late", "It is reported later than the programme takes it.", "effectiveAt", told);
}

function handle(session: Session, command: LoyaltyCommand): Outcome {
  switch (command.type) {
    case "enrol":
      return enrol(session, command);
    case "purchase":
      return purchase(session, command);
    case "activity":
      return activity(session, command);
    case "return":
      return giveBack(session, command);
    case "activate":
      return activate(session, command);
    case "spend":
      return spend(session, command);
    case "pay":
      return pay(session, command);
    case "redeem":
      return redeem(session, command);
    case "hold":
      return hold(session, command);
    case "capture":
      return capture(session, command);
    case "release":
      return release(session, command);
    case "send":
      return send(session, command);
    case "receive":
      return receive(session, command);
    case "pin":
      return pin(session, command);
    case "refund":
      return refund(session, command);
    case "adjust":
      return adjust(session, command);
    default:
      return assertNever(command);
  }
}

/**
 * A member of whom nothing is known yet but the id.
 *
 * @throws ClienteleError `id.format`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { newMember } from "clientele/loyalty";
 *
 * assert.equal(newMember("acme").eventCount, 0);
 * assert.throws(() => newMember("constructor"), { code: "id.format", path: "memberId" });
 * ```
 * @since 0.1.0
 */
export function newMember(memberId: string): MemberState {
  return memberNothing(expectIdentifier(memberId, "memberId"));
}

/**
 * What a command comes to, recorded at `at`: the events to store and to `evolve` by, or every
 * reason against it. The member is not changed.
 *
 * The same command again gives the event that is in the ledger already. Pure; no rule of the
 * past is asked again: what was earned is in the journal with the formula that earned it.
 *
 * @throws ClienteleError `loyalty.conflict` for another command of a known id, `loyalty.past`
 * for an instant before the last event, `loyalty.future` for an `effectiveAt` after `at`,
 * `loyalty.points`, `loyalty.amount`, `loyalty.quantity`, `loyalty.unknown_wallet`,
 * `loyalty.overflow`, `money.*`, `id.format`, `schema.*`, `limits.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, evolve, newMember } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points", expiry: { kind: "rolling", after: "P12M" } }],
 *   earning: [
 *     {
 *       id: "spend",
 *       wallet: "points",
 *       award: { kind: "perAmount", points: 1, per: 10, rounding: "floor" },
 *     },
 *   ],
 * });
 * const at = "2026-01-10T12:00:00Z";
 * const bought = decide(
 *   plan,
 *   newMember("acme"),
 *   { type: "purchase", id: "o1", lines: [{ id: "1", amount: "129.90" }] },
 *   { at },
 * );
 * assert.ok(bought.ok);
 * assert.equal(bought.events[0]?.grants?.[0]?.points, 12);
 * const member = evolve(plan, newMember("acme"), bought.events[0]!);
 * const refused = decide(
 *   plan,
 *   member,
 *   { type: "spend", id: "s1", wallet: "points", points: 50 },
 *   { at },
 * );
 * assert.ok(!refused.ok);
 * assert.equal(refused.refusals[0].code, "insufficient");
 * assert.deepEqual(refused.refusals[0].facts, { balance: 12, requested: 50 });
 * ```
 * @since 0.1.0
 */
export function decide(
  plan: ProgrammePlan,
  member: MemberState,
  command: LoyaltyCommand,
  options: DecideOptions,
): Decision {
  return readingStored(member, "member", () => decideStored(plan, member, command, options));
}

function decideStored(
  plan: ProgrammePlan,
  member: MemberState,
  command: LoyaltyCommand,
  options: DecideOptions,
): Decision {
  expectCompiled(plan, "plan", "programme");
  expectRecord(member, "member");

  checkCommand(command);
  return decideBy(plan, member, command, options, (session) => handle(session, command));
}

/** What a checked command comes to on an open session, before it is recorded. @internal */
export function outcomeOf(session: Session, command: LoyaltyCommand): Outcome {
  return lateRefusal(session) ?? handle(session, command);
}

/** The same of a purchase that was read before. @internal */
export function outcomeOfPurchase(session: Session, read: ReadPurchase): Outcome {
  return lateRefusal(session) ?? purchaseRead(session, read);
}

/** The event that a command of a known id has; `loyalty.conflict` for another command. @internal */
export function sameCommand(known: LoyaltyEvent, command: LoyaltyEvent["command"]): Decision {
  if (known.command !== command && canonicalJson(known.command) !== canonicalJson(command)) {
    fail("loyalty.conflict", "id", "an id of its own, or the same command again", command.id);
  }
  return { ok: true, events: [known] };
}

/**
 * A decision by a handler: known commands first, then what comes too late, then the handler.
 *
 * @internal
 */
export function decideBy(
  plan: ProgrammePlan,
  member: MemberState,
  command: LoyaltyEvent["command"],
  options: DecideOptions,
  handler: (session: Session) => Outcome,
): Decision {
  const known = keyedGet(member.journal, expectIdentifier(command.id, "id"));
  if (known !== undefined) return sameCommand(known, command);
  const session = openSession(plan, member, command, options);
  const outcome = lateRefusal(session) ?? handler(session);
  if (!outcome.ok) return outcome;
  return {
    ok: true,
    events: [complete(session, command, outcome, options.isTierDeferred === true)],
  };
}
