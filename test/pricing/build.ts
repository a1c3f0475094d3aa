/** Policies in a line or two, for the tests of pricing. */
import { compilePolicy, quote } from "../../src/pricing/index.js";
import type {
  ConditionRecord,
  OrderLine,
  PricingOrder,
  PricingPolicy,
  PricingStep,
  Quote,
  QuoteOptions,
  RecordValue,
} from "../../src/pricing/index.js";

export const asOf = "2026-11-23";

/** A record without its step and id. */
export type Deal = Omit<ConditionRecord, "id" | "step" | "key"> & { readonly id?: string; readonly key?: ConditionRecord["key"] };

/** A step with the records that it holds; its access is by article, by product group, or for all. */
export interface Stage extends Partial<Omit<PricingStep, "id">> {
  readonly deals: readonly Deal[];
}

export const percent = (value: number | string): RecordValue => ({ kind: "percent", rate: typeof value === "number" ? value / 100 : value });

/** Prices by article, then stages in turn, named s1, s2 … */
export function policyOf(
  prices: Readonly<Record<string, string | number>>,
  stages: readonly Stage[],
  more: Partial<PricingPolicy> = {},
): PricingPolicy {
  const steps: PricingStep[] = [{ id: "list", kind: "price", access: [["article"]] }];
  const records: ConditionRecord[] = Object.entries(prices).map(([article, amount]) => ({
    id: `price-${article}`,
    step: "list",
    key: { article },
    value: { kind: "unitPrice", amount },
  }));
  stages.forEach(({ deals, ...step }, index) => {
    const id = `s${String(index + 1)}`;
    steps.push({ id, kind: "discount", access: [["client", "article"], ["client"], ["article"], ["productGroup"], []], ...step });
    deals.forEach((deal, position) => {
      records.push({ id: `${id}-${String(position + 1)}`, step: id, key: {}, ...deal });
    });
  });
  return { id: "p", currency: "EUR", rounding: "halfUp", steps, records, ...more };
}

/** Lines numbered from 1. */
export function orderOf(...lines: readonly (Partial<OrderLine> & { readonly article: string })[]): PricingOrder {
  return { client: "acme", lines: lines.map((line, index) => ({ id: String(index + 1), quantity: 1, ...line })) };
}

/** Quote of a policy at the usual day. */
export function quoted(policy: PricingPolicy, order: PricingOrder, options: Partial<QuoteOptions> = {}): Quote {
  return quote(compilePolicy(policy), order, { asOf, ...options });
}

/** Changes of one record, by line. */
export function changesOf(result: Quote, record: string): string[] {
  return result.lines.map((line) => line.entries.find((entry) => entry.record === record)?.change ?? "0.00");
}

/** Net of each line. */
export function netsOf(result: Quote): (string | null)[] {
  return result.lines.map((line) => line.net?.amount ?? null);
}
