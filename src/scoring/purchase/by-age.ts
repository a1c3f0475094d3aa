/** Customers by age: expectations of new customers depend on nothing else. */
import { readPurchaseData } from "./read-data.js";
import type { Patterns } from "./patterns.js";

/** Customers of one age. @internal */
export interface AgeGroup {
  readonly age: number;
  readonly customers: number;
}

/** Distinct ages, rising, and the patterns. @internal */
export function readByAge(
  data: unknown,
  path: string,
): { readonly ages: readonly AgeGroup[]; readonly patterns: Patterns } {
  const patterns = readPurchaseData(data, path);
  const byAge = new Map<number, number>();
  patterns.age.forEach((age, index) => {
    byAge.set(age, (byAge.get(age) ?? 0) + (patterns.count[index] as number));
  });
  const ages = Array.from(byAge, ([age, customers]) => ({ age, customers }));
  return { ages: ages.sort((a, b) => a.age - b.age), patterns };
}
