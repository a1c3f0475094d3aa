/**
 * From a programme document to a plan: the whole document is checked, every issue reported.
 *
 * Not here: the parts (`read-earning.ts`, `read-tiers.ts`, `expiry.ts`, `clock.ts`).
 */
import { minorUnitsOf } from "../values/currency.js";
import { fail, IssueCollector } from "../values/errors.js";
import { checkShape } from "../values/limits.js";
import {
  at,
  atIndex,
  expectArray,
  expectBoolean,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import type { DurationParts } from "../values/duration.js";
import { expectDuration, readClock } from "./clock.js";
import type { ClockPlan } from "./clock.js";
import { readExpiry } from "./expiry.js";
import type { ExpiryPlan } from "./expiry.js";
import type { Cap, NegativeBalancePolicy, Programme } from "./programme-model.js";
import { readCampaign, readCap } from "./read-campaigns.js";
import type { CampaignPlan } from "./read-campaigns.js";
import { readRule } from "./read-earning.js";
import type { RulePlan } from "./read-earning.js";
import { EXTRA_KEYS, readExtras } from "./read-extras.js";
import type { ExtrasPlan } from "./read-extras.js";
import { readTiers } from "./read-tiers.js";
import type { TiersPlan } from "./read-tiers.js";

/** A wallet ready to be used. @internal */
export interface WalletPlan {
  readonly id: string;
  readonly expiry: ExpiryPlan;
  readonly expiryByTier: ReadonlyMap<string, ExpiryPlan>;
  readonly isSpendable: boolean;
  readonly negativeBalance: NegativeBalancePolicy;
  readonly reinstatement: {
    readonly within: DurationParts;
    readonly validFor: DurationParts;
  } | null;
}

/**
 * A programme ready to be applied. Opaque and not data: store the {@link Programme}.
 *
 * @since 0.1.0
 */
export interface ProgrammePlan {
  readonly kind: "programme-plan";
  /** The document. */
  readonly programme: Programme;
  /** @internal */
  readonly clock: ClockPlan;
  /** Digits of a minor unit. @internal */
  readonly amountScale: number;
  /** @internal */
  readonly wallets: ReadonlyMap<string, WalletPlan>;
  /** @internal */
  readonly rules: readonly RulePlan[];
  /** @internal */
  readonly tiers: TiersPlan | null;
  /** @internal */
  readonly caps: readonly Cap[];
  /** @internal */
  readonly campaigns: readonly CampaignPlan[];
  /** @internal */
  readonly extras: ExtrasPlan;
  /** Whether any condition asks for facts, which are not put together otherwise. @internal */
  readonly asksFacts: boolean;
}

const KEYS = [
  "id",
  "version",
  "currency",
  "clock",
  "wallets",
  "earning",
  "tiers",
  "caps",
  "campaigns",
  "requiresBudgets",
  ...EXTRA_KEYS,
];
const WALLETS_MAX = 100;
const RULES_MAX = 1_000;

/** Reads a list of named parts: `loyalty.duplicate_id` for a name used twice. @internal */
export function readNamed<T extends { readonly id: string }>(
  value: unknown,
  path: string,
  countMax: number,
  issues: IssueCollector,
  read: (item: unknown, path: string) => T,
): readonly T[] {
  const list = issues.attempt(() => expectArray(value ?? [], path, countMax)) ?? [];
  const seen = new Set<string>();
  const found: T[] = [];
  list.forEach((item, index) => {
    const place = atIndex(path, index);
    const one = issues.attempt(() => read(item, place));
    if (one === undefined) return;
    if (seen.has(one.id))
      issues.add("loyalty.duplicate_id", at(place, "id"), "an id of its own", one.id);
    seen.add(one.id);
    found.push(one);
  });
  return found;
}

function readReinstatement(value: unknown, path: string): WalletPlan["reinstatement"] {
  if (value === undefined) return null;
  const record = expectRecord(value, path, ["within", "validFor"]);
  return {
    within: expectDuration(record["within"], at(path, "within"), true),
    validFor: expectDuration(record["validFor"], at(path, "validFor"), true),
  };
}

function readWallet(value: unknown, path: string): WalletPlan {
  const issues = new IssueCollector();
  const record = expectRecord(value, path, [
    "id",
    "expiry",
    "expiryByTier",
    "isSpendable",
    "negativeBalance",
    "reinstatement",
  ]);
  const byTier = new Map<string, ExpiryPlan>();
  const tierPath = at(path, "expiryByTier");
  const tiers =
    issues.attempt(() => expectArray(record["expiryByTier"] ?? [], tierPath, 100)) ?? [];
  tiers.forEach((item, index) => {
    const place = atIndex(tierPath, index);
    issues.attempt(() => {
      const { tier, expiry } = expectRecord(item, place, ["tier", "expiry"]);
      byTier.set(
        expectIdentifier(tier, at(place, "tier")),
        readExpiry(expiry, at(place, "expiry")),
      );
    });
  });
  const id = issues.attempt(() => expectIdentifier(record["id"], at(path, "id"))) ?? "";
  const expiry = issues.attempt(() =>
    readExpiry(record["expiry"] ?? { kind: "never" }, at(path, "expiry")),
  );
  const isSpendable = issues.attempt(() =>
    expectBoolean(record["isSpendable"] ?? true, at(path, "isSpendable")),
  );
  const negativeBalance = issues.attempt(() =>
    expectOneOf(record["negativeBalance"] ?? "debt", at(path, "negativeBalance"), [
      "reject",
      "clamp",
      "debt",
    ]),
  );
  const reinstatement = issues.attempt(() =>
    readReinstatement(record["reinstatement"], at(path, "reinstatement")),
  );
  issues.throwIfAny();
  return {
    id,
    reinstatement: reinstatement ?? null,
    expiry: expiry ?? { kind: "never" },
    expiryByTier: byTier,
    isSpendable: isSpendable ?? true,
    negativeBalance: negativeBalance ?? "debt",
  };
}

function asksFacts(rules: readonly RulePlan[], campaigns: readonly CampaignPlan[]): boolean {
  return (
    rules.some(({ when, lines }) => when !== null || lines !== null) ||
    campaigns.some(({ when, effect }) => when !== null || (effect.kind === "bonus" && effect.lines !== null))
  );
}

function checkReferences(plan: ProgrammePlan, issues: IssueCollector): void {
  const levels = new Set((plan.tiers?.levels ?? []).map((level) => level.id));
  const rules = new Set(plan.rules.map((rule) => rule.id));
  const wallet = (id: string | null, path: string): void => {
    if (id === null || plan.wallets.has(id)) return;
    issues.add("loyalty.unknown_wallet", path, "a wallet of the programme", id);
  };
  const rule = (id: string | undefined, path: string): void => {
    if (id === undefined || rules.has(id)) return;
    issues.add("loyalty.unknown_rule", path, "an earning rule of the programme", id);
  };
  plan.programme.wallets.forEach((one, index) => {
    (one.expiryByTier ?? []).forEach(({ tier }, position) => {
      if (levels.has(tier)) return;
      const place = atIndex(at(atIndex("wallets", index), "expiryByTier"), position);
      issues.add("loyalty.unknown_tier", at(place, "tier"), "a tier of the programme", tier);
    });
  });
  plan.rules.forEach((one, index) => {
    const place = atIndex("earning", index);
    wallet(one.wallet, at(place, "wallet"));
    if (one.partner === null || plan.extras.partners.has(one.partner)) return;
    issues.add(
      "loyalty.unknown_partner",
      at(place, "partner"),
      "a partner of the programme",
      one.partner,
    );
  });
  wallet(plan.tiers?.wallet ?? null, "tiers.metric.wallet");
  plan.caps.forEach((cap, index) => {
    wallet(cap.wallet, at(atIndex("caps", index), "wallet"));
    rule(cap.rule, at(atIndex("caps", index), "rule"));
  });
  plan.campaigns.forEach(({ effect }, index) => {
    const place = at(atIndex("campaigns", index), "effect");
    if (effect.kind === "bonus") wallet(effect.wallet, at(place, "wallet"));
    else effect.rules.forEach((id, position) => rule(id, atIndex(at(place, "rules"), position)));
  });
  for (const [id, path] of plan.extras.walletsNamed) wallet(id, path);
}

/**
 * Checks a programme and makes it ready. O(size of the document).
 *
 * @throws ClienteleError with every issue found (at most 100): `loyalty.duplicate_id`,
 * `loyalty.unknown_wallet`, `loyalty.unknown_tier`, `loyalty.tier_order`, `loyalty.points`,
 * `loyalty.duration`, `loyalty.clock_order`, `money.currency`, `id.format`, `rule.*` of its
 * conditions, `scale.*` of its scales, `schema.*`, `limits.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme } from "clientele/loyalty";
 * import type { Programme } from "clientele/loyalty";
 *
 * const programme: Programme = {
 *   id: "club",
 *   version: "2026-1",
 *   currency: "EUR",
 *   wallets: [{ id: "points", expiry: { kind: "rolling", after: "P12M", end: "month" } }],
 *   earning: [
 *     {
 *       id: "spend",
 *       wallet: "points",
 *       award: { kind: "perAmount", points: 1, per: 10, rounding: "floor" },
 *     },
 *   ],
 * };
 * assert.equal(compileProgramme(programme).kind, "programme-plan");
 * const lost = { ...programme, earning: [{ ...programme.earning[0]!, wallet: "miles" }] };
 * assert.throws(() => compileProgramme(lost), {
 *   code: "loyalty.unknown_wallet",
 *   path: "earning[0].wallet",
 * });
 * ```
 * @since 0.1.0
 */
export function compileProgramme(programme: Programme): ProgrammePlan {
  checkShape(programme, "");
  const issues = new IssueCollector();
  const record = expectRecord(programme, "", KEYS);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  issues.attempt(() => expectIdentifier(record["version"], "version"));
  const amountScale = issues.attempt(() => {
    if (typeof record["currency"] !== "string")
      fail("schema.type", "currency", "a text", record["currency"]);
    return minorUnitsOf(record["currency"]);
  });
  const clock = issues.attempt(() => readClock(record["clock"], "clock"));
  const wallets = readNamed(record["wallets"], "wallets", WALLETS_MAX, issues, readWallet);
  if (wallets.length === 0)
    issues.add("loyalty.no_wallets", "wallets", "at least one wallet", record["wallets"]);
  const rules = readNamed(record["earning"], "earning", RULES_MAX, issues, (rule, path) =>
    readRule(rule, path, amountScale ?? 2),
  );
  const tiers =
    record["tiers"] === undefined
      ? null
      : issues.attempt(() => readTiers(record["tiers"], "tiers"));
  const caps = readNamed(record["caps"], "caps", RULES_MAX, issues, readCap);
  const requiresBudget = issues.attempt(() =>
    expectBoolean(record["requiresBudgets"] ?? false, "requiresBudgets"),
  );
  const campaigns = readNamed(record["campaigns"], "campaigns", RULES_MAX, issues, (one, path) =>
    readCampaign(one, path, {
      amountScale: amountScale ?? 2,
      requiresBudget: requiresBudget ?? false,
    }),
  );
  const extras = readExtras(record, amountScale ?? 2, issues);
  const plan: ProgrammePlan = {
    kind: "programme-plan",
    programme,
    clock: clock ?? { offsetMinutes: 0, changes: [] },
    amountScale: amountScale ?? 2,
    wallets: new Map(wallets.map((wallet) => [wallet.id, wallet])),
    rules,
    tiers: tiers ?? null,
    caps,
    campaigns,
    extras,
    asksFacts: asksFacts(rules, campaigns),
  };
  if (issues.issues.length === 0) checkReferences(plan, issues);
  issues.throwIfAny();
  return plan;
}
