/** The small parts of a review policy that no other capability reads, checked. */
import type { FactTypes } from "../conditions/index.js";
import { liability } from "../loyalty/index.js";
import type { LiabilityAssumptions, ProgrammePlan } from "../loyalty/index.js";
import { expectedLoss } from "../risk/index.js";
import { associationRules, nextBestProducts } from "../scoring/index.js";
import type { PurchaseModel, SpendModel } from "../scoring/index.js";
import { fail } from "../values/errors.js";
import type { IssueCollector } from "../values/errors.js";
import { zero } from "../values/money.js";
import {
  at,
  atIndex,
  expectBoolean,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
  isRecord,
  orUsual,
} from "../values/plain.js";
import { compareScaled, scaledFrom, signOf } from "../values/scaled.js";
import type { Agreements } from "./account/agreement-of.js";
import type { CrossSellPolicy } from "./account/cross-sell-standing.js";
import type { LossPolicy } from "./account/loss-standing.js";
import { pipelineForecast } from "./account/pipeline-standing.js";
import type { PipelinePolicy } from "./account/pipeline-standing.js";
import type { AfterInvoiceRate } from "./account/prices-realised.js";
import { valueOf } from "./account/value-standing.js";
import type { ValueModels, ValuePlan, ValuePolicy } from "./account/value-standing.js";
import { isFigure, reviewFacts } from "./figures/figures.js";
import { renaming, within } from "./within.js";

const ATTRIBUTE_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const ATTRIBUTES_MAX = 200;
const RATES_MAX = 50;
const GRADES_MAX = 100;
const ONE = { units: 1, scale: 0 };

type AttributeTypes = Readonly<Record<string, "string" | "number" | "boolean">>;

/** The host's own facts (`review.attribute`). @internal */
export function readAttributes(value: unknown, issues: IssueCollector): AttributeTypes {
  const types: Record<string, "string" | "number" | "boolean"> = {};
  const record = issues.attempt(() => expectRecord(orUsual(value, {}), "attributes")) ?? {};
  const names = Object.keys(record);
  if (names.length > ATTRIBUTES_MAX) {
    const expected = `at most ${String(ATTRIBUTES_MAX)} attributes`;
    issues.add("limits.too_many", "attributes", expected, names.length);
    return {};
  }
  for (const name of names) {
    const path = at("attributes", name);
    if (!ATTRIBUTE_NAME.test(name))
      issues.add("review.attribute", path, "a name of letters, digits, _ and -", name);
    const type = issues.attempt(() =>
      expectOneOf(record[name], path, ["string", "number", "boolean"]),
    );
    if (type !== undefined) types[name] = type;
  }
  return types;
}

/** The same as types of facts by dotted name. @internal */
export function attributeFacts(attributes: AttributeTypes): FactTypes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, type]) => [`attributes.${name}`, type]),
  );
}

/** Every criterion reads a figure of one value, or a fact of the host's own. @internal */
export function checkFacts(
  criteria: readonly { readonly fact: string }[],
  path: string,
  attributes: AttributeTypes,
  issues: IssueCollector,
): void {
  const own = attributeFacts(attributes);
  criteria.forEach(({ fact }, index) => {
    const type = isFigure(fact) ? reviewFacts[fact] : own[fact];
    if (type === "number" || type === "decimal" || type === "string") return;
    const place = at(atIndex(path, index), "fact");
    issues.add("review.unknown_fact", place, "a figure of a review, a number or a text", fact);
  });
}

/** What comes off after the invoice (`review.rate`, `review.duplicate_id`). @internal */
export function readAfterInvoice(
  value: unknown,
  issues: IssueCollector,
): readonly AfterInvoiceRate[] {
  const seen = new Set<string>();
  const list =
    issues.attempt(() => expectArray(orUsual(value, []), "afterInvoice", RATES_MAX)) ?? [];
  return list.flatMap((item, index) => {
    const path = atIndex("afterInvoice", index);
    const read = issues.attempt(() => {
      const record = expectRecord(item, path, ["id", "rate"]);
      const id = expectIdentifier(record["id"], at(path, "id"));
      if (seen.has(id) || id === "bonus")
        fail("review.duplicate_id", at(path, "id"), "an id of its own", id);
      seen.add(id);
      const rate = scaledFrom(record["rate"], "review", at(path, "rate"));
      if (signOf(rate) < 0 || compareScaled(rate, ONE) > 0)
        fail("review.rate", at(path, "rate"), "0 to 1", record["rate"]);
      return item as AfterInvoiceRate;
    });
    return read === undefined ? [] : [read];
  });
}

/** Probabilities by grade, each tried once on nothing (`risk.*`). @internal */
export function readLoss(
  value: unknown,
  currency: string,
  issues: IssueCollector,
): LossPolicy | null {
  if (value === undefined) return null;
  const record = issues.attempt(() =>
    expectRecord(value, "loss", ["probabilities", "lossGivenDefault"]),
  );
  if (record === undefined) return null;
  const path = "loss.probabilities";
  const seen = new Set<string>();
  const rows = issues.attempt(() => expectArray(record["probabilities"], path, GRADES_MAX)) ?? [];
  rows.forEach((item, index) =>
    issues.attempt(() => {
      const rowPath = atIndex(path, index);
      const row = expectRecord(item, rowPath, ["grade", "probability"]);
      const grade = expectIdentifier(row["grade"], at(rowPath, "grade"));
      if (seen.has(grade))
        fail("review.duplicate_id", at(rowPath, "grade"), "each grade once", grade);
      seen.add(grade);
      const { probability } = item as LossPolicy["probabilities"][number];
      within(rowPath, () =>
        expectedLoss({ probability, lossGivenDefault: 1, exposure: zero(currency) }),
      );
    }),
  );
  const { lossGivenDefault } = value as LossPolicy;
  issues.attempt(() =>
    within("loss", () =>
      expectedLoss({ probability: 1, lossGivenDefault, exposure: zero(currency) }),
    ),
  );
  return value as LossPolicy;
}

/** What points are assumed to cost, tried once on no member (`loyalty.*`). @internal */
export function readLiability(
  value: unknown,
  programmes: Agreements<ProgrammePlan>,
  issues: IssueCollector,
): LiabilityAssumptions | null {
  if (value === undefined) return null;
  if (programmes.size === 0) {
    issues.add("review.no_programme", "loyaltyLiability", "a policy with a programme", value);
    return null;
  }
  const assumptions = value as LiabilityAssumptions;
  // Each wallet is one of some programme: the first that has any of them says what is wrong.
  const known = new Set([...programmes.values()].flatMap(({ wallets }) => [...wallets.keys()]));
  const [first] = programmes.values();
  issues.attempt(() =>
    within("loyaltyLiability", () => {
      if (first === undefined) return;
      const record = expectRecord(value, "assumptions");
      const list = Array.isArray(record["wallets"]) ? (record["wallets"] as unknown[]) : [];
      const isOther = (one: unknown): boolean =>
        isRecord(one) && known.has(one["wallet"] as string);
      if (list.every(isOther)) {
        for (const programme of programmes.values()) {
          const wallets = assumptions.wallets.filter(({ wallet }) => programme.wallets.has(wallet));
          liability(programme, [], { ...assumptions, wallets }, "2000-01-01T00:00:00Z");
        }
      } else liability(first, [], assumptions, "2000-01-01T00:00:00Z");
    }, "assumptions"),
  );
  return assumptions;
}

/** The forecast's policy, tried once on no deal. @internal */
export function readPipeline(
  value: unknown,
  currency: { readonly code: string; readonly asOf: string },
  issues: IssueCollector,
): PipelinePolicy | null {
  if (value === undefined) return null;
  return (
    issues.attempt(() => {
      const record = expectRecord(value, "pipeline", ["estimate", "won", "coverage"]);
      expectIdentifier(record["won"], "pipeline.won");
      expectRecord(record["estimate"], "pipeline.estimate");
      const policy = value as PipelinePolicy;
      renaming(
        [
          ["options", "pipeline"],
          ["chain", "pipeline.estimate.chain"],
          ["estimated", "pipeline.estimate"],
          ["estimate", "pipeline.estimate"],
        ],
        () => pipelineForecast(policy, [], { asOf: currency.asOf, currency: currency.code }),
      );
      return policy;
    }) ?? null
  );
}

const MODEL_KINDS = ["bg-nbd", "mbg-nbd", "pareto-nbd"] as const;
const UNITS = ["day", "week", "month", "year"] as const;
const NOTHING_BOUGHT = {
  account: "nobody",
  frequency: 0,
  recency: 0,
  age: 1,
  repeatValue: "0",
  monetary: null,
  holdoutFrequency: 0,
};
/** Stand for models that are fitted when the document is tried. */
const TRIED_PURCHASES: PurchaseModel = {
  kind: "bg-nbd",
  parameters: { r: 1, alpha: 1, a: 1, b: 2 },
};
const TRIED_SPEND: SpendModel = { kind: "fixed-spend", average: 1 };

/** Kinds by name, checked; models as they are: whoever uses them checks their parameters. */
function readModels({ purchases, spend = "gamma-gamma" }: ValuePolicy): Pick<
  ValuePlan,
  "purchases" | "spend"
> {
  if (typeof purchases === "string") expectOneOf(purchases, "value.purchases", MODEL_KINDS);
  else expectRecord(purchases, "value.purchases");
  if (typeof spend === "string") expectOneOf(spend, "value.spend", ["gamma-gamma"]);
  else expectRecord(spend, "value.spend");
  return { purchases, spend };
}

/** How clients are valued, tried once on a client that bought nothing (`scoring.*`). @internal */
export function readValue(
  value: unknown,
  currency: string,
  issues: IssueCollector,
): ValuePlan | null {
  if (value === undefined) return null;
  const keys = ["purchases", "spend", "timeUnit", "months", "discountRate", "marginRate"];
  return (
    issues.attempt(() => {
      const record = expectRecord(value, "value", keys);
      const marginRate = expectFinite(orUsual(record["marginRate"], 1), "value.marginRate");
      if (marginRate < 0 || marginRate > 1)
        fail("schema.range", "value.marginRate", "0 to 1", marginRate);
      const plan: ValuePlan = {
        ...readModels(value as ValuePolicy),
        timeUnit: expectOneOf(orUsual(record["timeUnit"], "week"), "value.timeUnit", UNITS),
        months: expectInteger(orUsual(record["months"], 12), "value.months", 1, 1_200),
        discountRate: expectFinite(orUsual(record["discountRate"], 0.1), "value.discountRate"),
        marginRate,
      };
      const { purchases, spend } = plan;
      const models: ValueModels = {
        purchases: typeof purchases === "string" ? TRIED_PURCHASES : purchases,
        purchasesStatus: "given",
        spend: typeof spend === "string" ? TRIED_SPEND : spend,
        spendStatus: "given",
      };
      renaming(
        [
          ["model", "value.purchases"],
          ["spend", "value.spend"],
          ["annualRate", "value.discountRate"],
        ],
        () => valueOf(NOTHING_BOUGHT, models, plan, currency),
      );
      return plan;
    }) ?? null
  );
}

/** How offers are found, tried once on no basket (`scoring.*`). @internal */
export function readCrossSell(value: unknown, issues: IssueCollector): CrossSellPolicy | null {
  if (value === undefined) return null;
  const keys = ["by", "rules", "mining", "peers", "offersMax", "notOffered"];
  return (
    issues.attempt(() => {
      const record = expectRecord(value, "crossSell", keys);
      const policy = value as CrossSellPolicy;
      expectOneOf(orUsual(record["by"], "article"), "crossSell.by", ["article", "productGroup"]);
      expectBoolean(orUsual(record["peers"], false), "crossSell.peers");
      within("crossSell.mining", () => associationRules([], policy.mining ?? {}), "options");
      const { rules = [], offersMax = 3, notOffered = [] } = policy;
      const find = (): unknown => nextBestProducts([], { rules }, { offersMax, notOffered });
      within("crossSell", find, "options", "model");
      return policy;
    }) ?? null
  );
}
