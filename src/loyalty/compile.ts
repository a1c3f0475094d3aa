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
import { readClock } from "./clock.js";
import type { ClockPlan } from "./clock.js";
import { readExpiry } from "./expiry.js";
import type { ExpiryPlan } from "./expiry.js";
import type { NegativeBalancePolicy, Programme } from "./programme-model.js";
import { readRule } from "./read-earning.js";
import type { RulePlan } from "./read-earning.js";
import { readTiers } from "./read-tiers.js";
import type { TiersPlan } from "./read-tiers.js";

/** A wallet ready to be used. @internal */
export interface WalletPlan {
  readonly id: string;
  readonly expiry: ExpiryPlan;
  readonly expiryByTier: ReadonlyMap<string, ExpiryPlan>;
  readonly isSpendable: boolean;
  readonly negativeBalance: NegativeBalancePolicy;
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
}

const KEYS = ["id", "version", "currency", "clock", "wallets", "earning", "tiers"];
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
    if (seen.has(one.id)) issues.add("loyalty.duplicate_id", at(place, "id"), "an id of its own", one.id);
    seen.add(one.id);
    found.push(one);
  });
  return found;
}

function readWallet(value: unknown, path: string): WalletPlan {
  const issues = new IssueCollector();
  const record = expectRecord(value, path, [
    "id",
    "expiry",
    "expiryByTier",
    "isSpendable",
    "negativeBalance",
  ]);
  const byTier = new Map<string, ExpiryPlan>();
  const tierPath = at(path, "expiryByTier");
  const tiers = issues.attempt(() => expectArray(record["expiryByTier"] ?? [], tierPath, 100)) ?? [];
  tiers.forEach((item, index) => {
    const place = atIndex(tierPath, index);
    issues.attempt(() => {
      const { tier, expiry } = expectRecord(item, place, ["tier", "expiry"]);
      byTier.set(expectIdentifier(tier, at(place, "tier")), readExpiry(expiry, at(place, "expiry")));
    });
  });
  const id = issues.attempt(() => expectIdentifier(record["id"], at(path, "id"))) ?? "";
  const expiry = issues.attempt(() => readExpiry(record["expiry"] ?? { kind: "never" }, at(path, "expiry")));
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
  issues.throwIfAny();
  return {
    id,
    expiry: expiry ?? { kind: "never" },
    expiryByTier: byTier,
    isSpendable: isSpendable ?? true,
    negativeBalance: negativeBalance ?? "debt",
  };
}

function checkReferences(plan: ProgrammePlan, issues: IssueCollector): void {
  const levels = new Set((plan.tiers?.levels ?? []).map((level) => level.id));
  plan.programme.wallets.forEach((wallet, index) => {
    (wallet.expiryByTier ?? []).forEach((one, position) => {
      if (levels.has(one.tier)) return;
      const place = atIndex(at(atIndex("wallets", index), "expiryByTier"), position);
      issues.add("loyalty.unknown_tier", at(place, "tier"), "a tier of the programme", one.tier);
    });
  });
  plan.rules.forEach((rule, index) => {
    if (plan.wallets.has(rule.wallet)) return;
    const place = at(atIndex("earning", index), "wallet");
    issues.add("loyalty.unknown_wallet", place, "a wallet of the programme", rule.wallet);
  });
  const wallet = plan.tiers?.wallet ?? null;
  if (wallet !== null && !plan.wallets.has(wallet)) {
    issues.add("loyalty.unknown_wallet", "tiers.metric.wallet", "a wallet of the programme", wallet);
  }
}

/**
 * Checks a programme and makes it ready. O(size of the document).
 *
 * @throws ClienteleError with every issue found (at most 100): `loyalty.duplicate_id`,
 * `loyalty.unknown_wallet`, `loyalty.unknown_tier`, `loyalty.tier_order`, `loyalty.points`,
 * `loyalty.duration`, `loyalty.clock_order`, `money.currency`, `id.format`, `rule.*` of its
 * conditions, `scale.*` of its scales, `schema.*`, `limits.*`
 * @since 0.1.0
 */
export function compileProgramme(programme: Programme): ProgrammePlan {
  checkShape(programme, "");
  const issues = new IssueCollector();
  const record = expectRecord(programme, "", KEYS);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  issues.attempt(() => expectIdentifier(record["version"], "version"));
  const amountScale = issues.attempt(() => {
    if (typeof record["currency"] !== "string") fail("schema.type", "currency", "a text", record["currency"]);
    return minorUnitsOf(record["currency"]);
  });
  const clock = issues.attempt(() => readClock(record["clock"], "clock"));
  const wallets = readNamed(record["wallets"], "wallets", WALLETS_MAX, issues, readWallet);
  if (wallets.length === 0) issues.add("loyalty.no_wallets", "wallets", "at least one wallet", record["wallets"]);
  const rules = readNamed(record["earning"], "earning", RULES_MAX, issues, (rule, path) =>
    readRule(rule, path, amountScale ?? 2),
  );
  const tiers = record["tiers"] === undefined ? null : issues.attempt(() => readTiers(record["tiers"], "tiers"));
  const plan: ProgrammePlan = {
    kind: "programme-plan",
    programme,
    clock: clock ?? { offsetMinutes: 0, changes: [] },
    amountScale: amountScale ?? 2,
    wallets: new Map(wallets.map((wallet) => [wallet.id, wallet])),
    rules,
    tiers: tiers ?? null,
  };
  if (issues.issues.length === 0) checkReferences(plan, issues);
  issues.throwIfAny();
  return plan;
}
