/** Caps and campaigns, read once. A campaign without an end is refused. */
import type { CompiledCondition } from "../conditions/index.js";
import { fail } from "../values/errors.js";
import { expectInstant, formatInstant } from "../values/instant-text.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../values/plain.js";
import { planAward, ratioOf } from "./award.js";
import type { AwardPlan, Ratio } from "./award.js";
import type { Cap, TimesLimit } from "./programme-model.js";
import {
  expectPointCount,
  expectPositive,
  readActivation,
  readAward,
  readTimesLimit,
  readWhen,
} from "./read-earning.js";
import type { ActivationPlan } from "./read-earning.js";

/** What a campaign does, ready to be applied. @internal */
export type EffectPlan =
  | { readonly kind: "multiplier"; readonly factor: Ratio; readonly rules: readonly string[] }
  | {
      readonly kind: "bonus";
      readonly wallet: string;
      readonly award: AwardPlan;
      readonly lines: CompiledCondition | null;
      readonly activation: ActivationPlan;
    };

/** A campaign ready to be applied. @internal */
export interface CampaignPlan {
  readonly id: string;
  readonly from: string;
  readonly until: string;
  readonly when: CompiledCondition | null;
  readonly effect: EffectPlan;
  readonly budget: { readonly points: number; readonly onExhausted: "truncate" | "skip" } | null;
  readonly limit: TimesLimit | null;
  readonly exclusive: string | null;
  readonly priority: number;
}

const SCOPES = ["transaction", "period", "member", "balance", "programme"] as const;
const UNITS = ["day", "week", "month", "quarter", "year"] as const;

/** Reads a cap (`loyalty.cap_period` for a period without its unit). @internal */
export function readCap(value: unknown, path: string): Cap {
  const record = expectRecord(value, path, [
    "id",
    "scope",
    "wallet",
    "rule",
    "points",
    "per",
    "onExcess",
  ]);
  const scope = expectOneOf(record["scope"], at(path, "scope"), SCOPES);
  if ((scope === "period") !== (record["per"] !== undefined)) {
    fail(
      "loyalty.cap_period",
      at(path, "per"),
      "a unit for the scope period, and for no other",
      record["per"],
    );
  }
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    scope,
    wallet: expectIdentifier(record["wallet"], at(path, "wallet")),
    points: expectPointCount(record["points"], at(path, "points")),
    onExcess: expectOneOf(record["onExcess"], at(path, "onExcess"), ["truncate", "reject"]),
    ...(record["rule"] === undefined
      ? {}
      : { rule: expectIdentifier(record["rule"], at(path, "rule")) }),
    ...(scope === "period" ? { per: expectOneOf(record["per"], at(path, "per"), UNITS) } : {}),
  };
}

/** An instant in canonical form. @internal */
export function readInstant(value: unknown, path: string): string {
  return formatInstant(expectInstant(value, path));
}

function readEffect(value: unknown, path: string, amountScale: number): EffectPlan {
  const record = expectRecord(value, path);
  const kind = expectOneOf(record["kind"], at(path, "kind"), ["multiplier", "bonus"]);
  if (kind === "multiplier") {
    expectRecord(value, path, ["kind", "factor", "rules"]);
    const place = at(path, "rules");
    return {
      kind,
      factor: ratioOf(expectPositive(record["factor"], at(path, "factor"))),
      rules: expectArray(record["rules"], place, 1_000).map((id, index) =>
        expectIdentifier(id, atIndex(place, index)),
      ),
    };
  }
  expectRecord(value, path, ["kind", "wallet", "award", "lines", "activation"]);
  return {
    kind,
    wallet: expectIdentifier(record["wallet"], at(path, "wallet")),
    award: planAward(readAward(record["award"], at(path, "award")), amountScale),
    lines: readWhen(record["lines"], at(path, "lines")),
    activation: readActivation(record["activation"], at(path, "activation")),
  };
}

function readBudget(value: unknown, path: string, isRequired: boolean): CampaignPlan["budget"] {
  if (value === undefined) {
    if (isRequired)
      fail("loyalty.campaign_budget", path, "a budget, as the programme requires", value);
    return null;
  }
  const record = expectRecord(value, path, ["points", "onExhausted"]);
  return {
    points: expectPointCount(record["points"], at(path, "points"), 1),
    onExhausted: expectOneOf(record["onExhausted"], at(path, "onExhausted"), ["truncate", "skip"]),
  };
}

const KEYS = ["id", "from", "until", "when", "effect", "budget", "limit", "exclusive", "priority"];

/** Reads a campaign: `loyalty.campaign_end`, `loyalty.campaign_budget`. @internal */
export function readCampaign(
  value: unknown,
  path: string,
  options: { readonly amountScale: number; readonly requiresBudget: boolean },
): CampaignPlan {
  const record = expectRecord(value, path, KEYS);
  const from = readInstant(record["from"], at(path, "from"));
  if (record["until"] === undefined)
    fail("loyalty.campaign_end", at(path, "until"), "an end", undefined);
  const until = readInstant(record["until"], at(path, "until"));
  if (until <= from) fail("loyalty.campaign_end", at(path, "until"), `an end after ${from}`, until);
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    from,
    until,
    when: readWhen(record["when"], at(path, "when")),
    effect: readEffect(record["effect"], at(path, "effect"), options.amountScale),
    budget: readBudget(record["budget"], at(path, "budget"), options.requiresBudget),
    limit: readTimesLimit(record["limit"], at(path, "limit")),
    exclusive:
      record["exclusive"] === undefined
        ? null
        : expectString(record["exclusive"], at(path, "exclusive")),
    priority: expectInteger(record["priority"] ?? 0, at(path, "priority")),
  };
}
