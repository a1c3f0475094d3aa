/** What must not compile, and that schema and types are equal. */
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

import type { ConditionRecord, PricingPolicy, RecordValue, StackingGroup } from "../../src/pricing/index.js";
import type { conditionRecordSchema, pricingPolicySchema } from "../../src/pricing/schema.js";

test("schema and types are equal", () => {
  expectTypeOf<z.output<typeof conditionRecordSchema>>().toEqualTypeOf<ConditionRecord>();
  expectTypeOf<z.output<typeof pricingPolicySchema>>().toEqualTypeOf<PricingPolicy>();
});

test("values and groups are checked by the compiler", () => {
  // @ts-expect-error a percentage has a rate, not an amount
  const value: RecordValue = { kind: "percent", amount: "0.1" };
  // @ts-expect-error there is no such mode
  const group: StackingGroup = { id: "g", mode: "cheapest", members: [] };
  // @ts-expect-error a floor by margin has a rate
  const floor: RecordValue = { kind: "floor", by: "costPlusMargin", amount: "1" };
  expectTypeOf([value, floor]).toExtend<readonly RecordValue[]>();
  expectTypeOf(group).toExtend<StackingGroup>();
});
