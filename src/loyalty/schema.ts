/**
 * zod schemas of loyalty: programmes, commands and accounts from outside. Loaded only as
 * `clientele/loyalty/schema`; `compileProgramme` and `decide` check by themselves as well.
 *
 * Not here: events and states, which this library writes itself.
 */
import * as z from "zod";

import { conditionSchema } from "../conditions/schema.js";
import { scaleSchema } from "../scales/schema.js";
import {
  calendarDateSchema,
  decimalSchema,
  identifierSchema,
  instantSchema,
  parseWith,
  safeParseWith,
  textSchema,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import { roundingModes } from "../values/index.js";
import { loyaltyCommandSchema } from "./command/schema.js";
import type { LoyaltyCommand, Programme } from "./model.js";
import type { Account } from "./account-tree.js";

const amount = /* @__PURE__ */ (() => z.union([decimalSchema, z.number()]))();
const count = /* @__PURE__ */ (() => z.int().min(0))();
const duration = /* @__PURE__ */ (() => z.string().max(64))();
const rounding = /* @__PURE__ */ (() => z.enum(roundingModes))();
const limitUnit = /* @__PURE__ */ (() =>
  z.enum(["day", "week", "month", "quarter", "year", "ever"]))();
const tierUnit = /* @__PURE__ */ (() => z.enum(["month", "quarter", "year"]))();

const expiry = /* @__PURE__ */ (() => {
  const end = z.enum(["instant", "day", "month", "quarter", "year"]).exactOptional();
  return z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("never") }),
    z.strictObject({ kind: z.literal("rolling"), after: duration, end }),
    z.strictObject({ kind: z.literal("fixed"), lastDay: calendarDateSchema }),
    z.strictObject({ kind: z.literal("calendar"), unit: tierUnit, plus: count.exactOptional() }),
    z.strictObject({ kind: z.literal("sliding"), after: duration, end }),
  ]);
})();

const activation = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("atOnce") }),
    z.strictObject({ kind: z.literal("delay"), after: duration }),
    z.strictObject({ kind: z.literal("event"), event: identifierSchema }),
  ]))();

const award = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("perAmount"), points: amount, per: amount, rounding }),
    z.strictObject({ kind: z.literal("perUnit"), points: amount, rounding }),
    z.strictObject({ kind: z.literal("fixed"), points: count }),
    z.strictObject({
      kind: z.literal("scale"),
      scale: scaleSchema,
      base: z.enum(["amount", "quantity"]),
      rounding,
    }),
  ]))();

const timesLimit = /* @__PURE__ */ (() =>
  z.strictObject({ times: z.int().min(1), per: limitUnit }))();

const wallet = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    expiry: expiry.exactOptional(),
    expiryByTier: z.array(z.strictObject({ tier: identifierSchema, expiry })).exactOptional(),
    isSpendable: z.boolean().exactOptional(),
    negativeBalance: z.enum(["reject", "clamp", "debt"]).exactOptional(),
    reinstatement: z.strictObject({ within: duration, validFor: duration }).exactOptional(),
  }))();

const earnRule = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    wallet: identifierSchema,
    on: z.strictObject({ activity: identifierSchema }).exactOptional(),
    when: conditionSchema.exactOptional(),
    lines: conditionSchema.exactOptional(),
    award,
    minimumAmount: amount.exactOptional(),
    activation: activation.exactOptional(),
    group: textSchema.exactOptional(),
    isMultiplied: z.boolean().exactOptional(),
    limit: timesLimit.exactOptional(),
    nthOrder: z.strictObject({ every: z.int().min(1) }).exactOptional(),
    streak: z
      .strictObject({ unit: z.enum(["week", "month", "quarter"]), length: z.int().min(2) })
      .exactOptional(),
    challenge: z
      .strictObject({
        unit: z.enum(["week", "month", "quarter", "year"]),
        orders: z.int().min(1).exactOptional(),
        spend: amount.exactOptional(),
      })
      .exactOptional(),
    partner: identifierSchema.exactOptional(),
  }))();

const tiers = /* @__PURE__ */ (() =>
  z.strictObject({
    metric: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("credits"), wallet: identifierSchema }),
      z.strictObject({ kind: z.literal("spend") }),
      z.strictObject({ kind: z.literal("orders") }),
      z.strictObject({
        kind: z.literal("score"),
        wallet: identifierSchema,
        weights: z.strictObject({ credits: count, spend: count, orders: count }),
      }),
      z.strictObject({ kind: z.literal("balance"), wallet: identifierSchema }),
    ]),
    window: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("lifetime") }),
      z.strictObject({ kind: z.literal("calendar"), unit: tierUnit }),
      z.strictObject({ kind: z.literal("rolling"), length: duration }),
      z.strictObject({ kind: z.literal("anniversary"), length: duration }),
    ]),
    levels: z
      .array(
        z.strictObject({
          id: identifierSchema,
          from: count,
          keepFrom: count.exactOptional(),
          multiplier: amount.exactOptional(),
          benefits: z.array(textSchema).exactOptional(),
        }),
      )
      .min(1)
      .max(100),
    upgrade: z.enum(["atOnce", "periodEnd"]).exactOptional(),
    validity: z
      .union([z.strictObject({ periods: count }), z.strictObject({ lasting: duration })])
      .exactOptional(),
    grace: duration.exactOptional(),
    downgrade: z.enum(["full", "oneStep", "never"]).exactOptional(),
  }))();

const cap = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    scope: z.enum(["transaction", "period", "member", "balance", "programme"]),
    wallet: identifierSchema,
    rule: identifierSchema.exactOptional(),
    points: count,
    per: z.enum(["day", "week", "month", "quarter", "year"]).exactOptional(),
    onExcess: z.enum(["truncate", "reject"]),
  }))();

const campaign = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    from: instantSchema,
    until: instantSchema,
    when: conditionSchema.exactOptional(),
    effect: z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("multiplier"),
        factor: amount,
        rules: z.array(identifierSchema).max(1_000),
      }),
      z.strictObject({
        kind: z.literal("bonus"),
        wallet: identifierSchema,
        award,
        lines: conditionSchema.exactOptional(),
        activation: activation.exactOptional(),
      }),
    ]),
    budget: z
      .strictObject({ points: z.int().min(1), onExhausted: z.enum(["truncate", "skip"]) })
      .exactOptional(),
    limit: timesLimit.exactOptional(),
    exclusive: textSchema.exactOptional(),
    priority: z.int().exactOptional(),
  }))();

const blackouts = /* @__PURE__ */ (() =>
  z.array(z.strictObject({ from: instantSchema, until: instantSchema })).exactOptional())();

/** A programme. @since 0.1.0 */
export const programmeSchema: z.ZodType<Programme> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    version: identifierSchema,
    currency: z.string().max(16),
    clock: z
      .strictObject({
        offsetMinutes: z.int().min(-1_080).max(1_080),
        changes: z
          .array(z.strictObject({ from: instantSchema, offsetMinutes: z.int() }))
          .exactOptional(),
      })
      .exactOptional(),
    wallets: z.array(wallet).min(1).max(100),
    earning: z.array(earnRule).max(1_000),
    tiers: tiers.exactOptional(),
    caps: z.array(cap).max(1_000).exactOptional(),
    campaigns: z.array(campaign).max(1_000).exactOptional(),
    requiresBudgets: z.boolean().exactOptional(),
    orderDiscounts: z.enum(["spread", "separate"]).exactOptional(),
    payments: z
      .array(
        z.strictObject({
          wallet: identifierSchema,
          points: z.int().min(1),
          worth: amount,
          minimumPoints: count.exactOptional(),
          maximumShare: amount.exactOptional(),
          blackouts,
        }),
      )
      .exactOptional(),
    rewards: z
      .array(
        z.strictObject({
          id: identifierSchema,
          wallet: identifierSchema,
          points: z.int().min(1),
          when: conditionSchema.exactOptional(),
          limit: timesLimit.exactOptional(),
          isStocked: z.boolean().exactOptional(),
          blackouts,
        }),
      )
      .exactOptional(),
    holdFor: duration.exactOptional(),
    transfers: z
      .array(
        z.strictObject({
          wallet: identifierSchema,
          minimumPoints: z.int().min(1).exactOptional(),
          limit: z.strictObject({ points: z.int().min(1), per: limitUnit }).exactOptional(),
          keepsExpiry: z.boolean().exactOptional(),
          isOpen: z.boolean().exactOptional(),
        }),
      )
      .exactOptional(),
    partners: z
      .array(
        z.strictObject({
          id: identifierSchema,
          settlement: z.enum(["prepaid", "postpaid"]),
          pricePerPoint: amount,
        }),
      )
      .exactOptional(),
    referral: z
      .strictObject({
        wallet: identifierSchema,
        referrerPoints: count,
        refereePoints: count,
        minimumAmount: amount.exactOptional(),
        within: duration,
        limit: timesLimit.exactOptional(),
      })
      .exactOptional(),
    lateEvents: z
      .strictObject({
        policy: z.enum(["recordTime", "effectiveTime"]),
        maximumAge: duration.exactOptional(),
      })
      .exactOptional(),
  }))();

export { loyaltyCommandSchema } from "./command/schema.js";

/** The accounts of groups. @since 0.1.0 */
export const accountsSchema: z.ZodType<readonly Account[]> = /* @__PURE__ */ (() =>
  z
    .array(z.strictObject({ id: identifierSchema, parent: identifierSchema.exactOptional() }))
    .max(1_000_000))();

/**
 * The programme in a document of unknown content.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme } from "clientele/loyalty";
 * import { parseProgramme } from "clientele/loyalty/schema";
 *
 * const text =
 *   '{"id":"club","version":"1","currency":"EUR","wallets":[{"id":"points"}],"earning":[]}';
 * assert.equal(compileProgramme(parseProgramme(JSON.parse(text))).kind, "programme-plan");
 * ```
 * @since 0.1.0
 */
export function parseProgramme(value: unknown): Programme {
  return parseWith(programmeSchema, value);
}

/**
 * The programme in a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseProgramme } from "clientele/loyalty/schema";
 *
 * const result = safeParseProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [],
 *   earning: [],
 * });
 * assert.ok(!result.ok);
 * assert.equal(result.issues[0].path, "wallets");
 * ```
 * @since 0.1.0
 */
export function safeParseProgramme(value: unknown): ParseResult<Programme> {
  return safeParseWith(programmeSchema, value);
}

/**
 * The command in a message of unknown content.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseLoyaltyCommand } from "clientele/loyalty/schema";
 *
 * const text = '{"type":"spend","id":"s1","wallet":"points","points":5}';
 * assert.deepEqual(parseLoyaltyCommand(JSON.parse(text)), JSON.parse(text));
 * ```
 * @since 0.1.0
 */
export function parseLoyaltyCommand(value: unknown): LoyaltyCommand {
  return parseWith(loyaltyCommandSchema, value);
}

/**
 * The command in a message of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseLoyaltyCommand } from "clientele/loyalty/schema";
 *
 * const message: unknown = { type: "spend", id: "s1", wallet: "points", points: 0.5 };
 * const result = safeParseLoyaltyCommand(message);
 * assert.ok(!result.ok);
 * assert.equal(result.issues[0].path, "points");
 * ```
 * @since 0.1.0
 */
export function safeParseLoyaltyCommand(value: unknown): ParseResult<LoyaltyCommand> {
  return safeParseWith(loyaltyCommandSchema, value);
}
