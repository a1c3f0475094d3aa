/**
 * zod schema of the facts of an account: their shape, whatever the day and the policy. That a
 * date is not after the review, that amounts are in its currency and that ids are of their own is
 * said by `reviewAccount`, which knows them.
 */
import * as z from "zod";

import type { ClientContext, ClientState, LifecycleState } from "../../lifecycle/index.js";
import { clientStates } from "../../lifecycle/ready-made/client.js";
import { recordedEventSchema } from "../../lifecycle/schema.js";
import type { ReputationItem } from "../../risk/index.js";
import { evidenceSetSchema, invoiceItemSchema } from "../../risk/schema.js";
import type { Json } from "../../values/refusal.js";
import {
  calendarDateSchema,
  decimalInputSchema,
  identifierSchema,
  instantSchema,
  moneySchema,
  parseWith,
  recordBy,
  safeParseWith,
} from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import { expectClosing, expectLinePrice, expectLineQuantity } from "./read-account.js";
import { quietPeriodSchema } from "../contacts/schema.js";
import type { ComplaintFact } from "../service/complaint-service.js";
import type { ServiceOrder } from "../service/model.js";
import type {
  Account,
  AccountContacts,
  AccountCredit,
  AccountDeal,
  AccountOrder,
  MasterRecord,
} from "./facts.js";

const LIST_MAX = 1_000_000;

const name: z.ZodType<string> = /* @__PURE__ */ (() => z.string().max(500))();

const order: z.ZodType<AccountOrder> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    date: calendarDateSchema,
    lines: z
      .array(
        z.strictObject({
          article: identifierSchema,
          productGroup: identifierSchema.exactOptional(),
          quantity: recordBy(decimalInputSchema, (value) => expectLineQuantity(value, "")),
          unitPrice: recordBy(decimalInputSchema, (value) => expectLinePrice(value, "")),
        }),
      )
      .max(LIST_MAX)
      .readonly(),
  }))();

const reputation: z.ZodType<ReputationItem> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    kind: identifierSchema,
    rating: z.number().min(0).max(100),
    on: calendarDateSchema,
    source: name,
  }))();

const credit: z.ZodType<AccountCredit> = /* @__PURE__ */ (() => {
  const item = { id: identifierSchema, amount: moneySchema };
  const list = <T>(one: z.ZodType<T>): z.ZodType<readonly T[]> =>
    z.array(one).max(LIST_MAX).readonly();
  return z.strictObject({
    openOrders: list(
      z.strictObject({
        ...item,
        deliverOn: calendarDateSchema,
        prepaid: moneySchema.exactOptional(),
      }),
    ).exactOptional(),
    deliveredNotInvoiced: list(z.strictObject(item)).exactOptional(),
    bills: list(z.strictObject({ ...item, dueOn: calendarDateSchema })).exactOptional(),
    secured: moneySchema.exactOptional(),
    dunningLevel: z.int().min(0).max(99).exactOptional(),
    reviewBy: calendarDateSchema.exactOptional(),
    limit: moneySchema.nullable().exactOptional(),
    limitFacts: z
      .strictObject({
        equity: moneySchema.exactOptional(),
        annualTurnover: moneySchema.exactOptional(),
        insuredLimit: moneySchema.exactOptional(),
        highestPaidExposure: moneySchema.exactOptional(),
      })
      .exactOptional(),
  });
})();

const deal: z.ZodType<AccountDeal> = /* @__PURE__ */ (() => {
  const shape: z.ZodType<AccountDeal> = z.strictObject({
    id: identifierSchema,
    state: identifierSchema,
    amount: moneySchema,
    openedOn: calendarDateSchema,
    enteredOn: calendarDateSchema.exactOptional(),
    closesOn: calendarDateSchema.exactOptional(),
    probability: z.number().min(0).max(1).exactOptional(),
    closedOn: calendarDateSchema.exactOptional(),
    outcome: z.enum(["won", "lost"]).exactOptional(),
  });
  return recordBy(shape, (one) => {
    expectClosing(one, "");
  });
})();

const standing: z.ZodType<LifecycleState<ClientState, ClientContext>> = /* @__PURE__ */ (() =>
  z.strictObject({
    lifecycle: identifierSchema,
    version: z.int().min(1),
    state: z.enum(clientStates),
    entered: z.array(instantSchema).min(1).max(64).readonly(),
    context: z.strictObject({
      orders: z.int().min(0),
      lastOrderAt: instantSchema.nullable(),
      lastContactAt: instantSchema.nullable(),
      isKeyAccount: z.boolean(),
      lossReason: z.string().nullable(),
      blockReason: z.string().nullable(),
    }),
    sequence: z.int().min(0),
    lastAt: instantSchema,
    recent: z.array(recordedEventSchema).max(64).readonly(),
  }))();

const delivery: z.ZodType<ServiceOrder> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    orderedOn: calendarDateSchema.exactOptional(),
    promisedOn: calendarDateSchema.exactOptional(),
    currency: z.string().min(1).max(32).exactOptional(),
    lines: z
      .array(
        z.strictObject({
          id: identifierSchema,
          article: identifierSchema.exactOptional(),
          quantity: decimalInputSchema,
          unit: identifierSchema.exactOptional(),
          unitPrice: decimalInputSchema.exactOptional(),
          promisedOn: calendarDateSchema.exactOptional(),
          cancelled: decimalInputSchema.exactOptional(),
          deliveries: z
            .array(z.strictObject({ on: calendarDateSchema, quantity: decimalInputSchema }))
            .max(LIST_MAX)
            .readonly()
            .exactOptional(),
        }),
      )
      .min(1)
      .max(LIST_MAX)
      .readonly(),
  }))();

const complaint: z.ZodType<ComplaintFact> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    account: identifierSchema.exactOptional(),
    openedOn: calendarDateSchema,
    dueOn: calendarDateSchema.exactOptional(),
    closedOn: calendarDateSchema.exactOptional(),
  }))();

const contacts: z.ZodType<AccountContacts> = /* @__PURE__ */ (() =>
  z.strictObject({
    made: z
      .array(
        z.strictObject({
          on: calendarDateSchema,
          channel: identifierSchema,
          answered: z.boolean().exactOptional(),
          campaign: identifierSchema.exactOptional(),
        }),
      )
      .max(100_000)
      .readonly()
      .exactOptional(),
    consents: z
      .array(
        z.strictObject({
          channel: identifierSchema,
          grantedOn: calendarDateSchema,
          withdrawnOn: calendarDateSchema.exactOptional(),
        }),
      )
      .max(10_000)
      .readonly()
      .exactOptional(),
    preferredChannels: z.array(identifierSchema).max(10_000).readonly().exactOptional(),
    quietPeriods: z.array(quietPeriodSchema).max(10_000).readonly().exactOptional(),
    since: calendarDateSchema.exactOptional(),
  }))();

const record: z.ZodType<MasterRecord> = /* @__PURE__ */ (() => {
  const json: z.ZodType<Json> = z.json();
  return z
    .object({ verifiedOn: z.record(z.string(), calendarDateSchema).exactOptional() })
    .catchall(json);
})();

/**
 * An account with all that is known of it, as a document.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { accountSchema } from "clientele/review/schema";
 *
 * assert.ok(accountSchema.safeParse({ id: "acme", orders: [] }).success);
 * ```
 * @since 0.1.0
 */
export const accountSchema: z.ZodType<Account> = /* @__PURE__ */ (() => {
  const list = <T>(one: z.ZodType<T>): z.ZodType<readonly T[]> =>
    z.array(one).max(LIST_MAX).readonly();
  const own = z.union([z.string().max(500), z.number(), z.boolean()]);
  return z.strictObject({
    id: identifierSchema,
    name: name.exactOptional(),
    clientGroup: identifierSchema.exactOptional(),
    segment: identifierSchema.exactOptional(),
    manager: identifierSchema.exactOptional(),
    channel: identifierSchema.exactOptional(),
    attributes: z.record(identifierSchema, own).exactOptional(),
    bonus: identifierSchema.nullable().exactOptional(),
    loyalty: identifierSchema.nullable().exactOptional(),
    orders: list(order),
    invoices: list(invoiceItemSchema).exactOptional(),
    evidence: evidenceSetSchema.exactOptional(),
    reputation: list(reputation).exactOptional(),
    credit: credit.exactOptional(),
    deals: list(deal).exactOptional(),
    standing: standing.exactOptional(),
    deliveries: list(delivery).exactOptional(),
    complaints: list(complaint).exactOptional(),
    contacts: contacts.exactOptional(),
    record: record.exactOptional(),
    actionsTaken: list(
      z.strictObject({ rule: identifierSchema, on: calendarDateSchema }),
    ).exactOptional(),
  });
})();

/**
 * The account in a document of unknown content. Many accounts are `z.array(accountSchema)`.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAccount } from "clientele/review/schema";
 *
 * const received = JSON.parse(`{ "id": "acme", "orders": [], "manager": "ada" }`);
 * assert.equal(parseAccount(received).manager, "ada");
 * assert.throws(() => parseAccount({ id: "acme", orders: [], colour: "red" }), {
 *   code: "schema.unknown_key",
 * });
 * ```
 * @since 0.1.0
 */
export function parseAccount(document: unknown): Account {
  return parseWith(accountSchema, document);
}

/**
 * The account in a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseAccount } from "clientele/review/schema";
 *
 * const order = { id: "R-1", date: "2026-02-30", lines: [] };
 * const result = safeParseAccount({ id: "acme", orders: [order] });
 * assert.ok(!result.ok);
 * assert.equal(result.issues[0].path, "orders[0].date");
 * ```
 * @since 0.1.0
 */
export function safeParseAccount(document: unknown): ParseResult<Account> {
  return safeParseWith(accountSchema, document);
}
