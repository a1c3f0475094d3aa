/** Gifts, freight, budgets of a client and what an explanation says of a floor. */
import { describe, expect, test } from "vitest";

import { explain } from "../../src/pricing/index.js";
import { changesOf, netsOf, orderOf, percent, policyOf, quoted } from "./build.js";

describe("offers", () => {
  test("another article is given, its trigger noted at no change", () => {
    const policy = policyOf({ chair: 100 }, [{ deals: [{ value: { kind: "freeGoods", buy: 4, get: 1, counting: "unitReference", mode: "exclusive", article: "cushion" } }] }]);
    const result = quoted(policy, orderOf({ article: "chair", quantity: 9 }));
    expect(result.lines[0]?.entries[1]).toMatchObject({ units: "2", change: "0.00" });
    expect(result.lines[1]).toMatchObject({ id: "1+s1-1", article: "cushion", quantity: "2", net: { amount: "0.00" }, gift: { line: "1", record: "s1-1" } });
    expect(result.net.amount).toBe("900.00");
  });

  test("freight is not eaten by an order's discount unless a step includes it", () => {
    const order = orderOf({ article: "chair" }, { article: "freight", kind: "freight" });
    const stage = { scope: "order" as const, deals: [{ value: percent(-10) }] };
    expect(netsOf(quoted(policyOf({ chair: 100, freight: 20 }, [stage]), order))).toEqual(["90.00", "20.00"]);
    expect(netsOf(quoted(policyOf({ chair: 100, freight: 20 }, [{ ...stage, includes: ["freight"] }]), order))).toEqual(["90.00", "18.00"]);
  });

  test("a client's budget counts that client alone; a partial grant shows what was desired", () => {
    const policy = policyOf({ a: 100 }, [{ deals: [{ value: percent(-50), limits: { perClient: { amount: 70 } } }] }]);
    const order = orderOf({ article: "a" }, { article: "a" });
    const usage = [{ record: "s1-1", client: "brio", amount: 60 }];
    const result = quoted(policy, order, { usage });
    expect(changesOf(result, "s1-1")).toEqual(["-50.00", "-20.00"]);
    expect(result.lines[1]?.entries[1]?.desired).toBe("-50.00");
    expect(result.consumption).toEqual([{ record: "s1-1", client: "acme", amount: "70.00", units: "2", uses: 2 }]);
    expect(quoted(policy, { ...order, client: "brio" }, { usage }).consumption[0]?.amount).toBe("10.00");
  });

  test("a floor is explained among the other entries", () => {
    const floor = { kind: "floor" as const, deals: [{ value: { kind: "floor" as const, by: "price" as const, amount: 80 } }] };
    expect(explain(quoted(policyOf({ a: 100 }, [{ deals: [{ value: percent(-50) }] }, floor]), orderOf({ article: "a" }))).at(-1)).toContain("30.00 EUR, then 80.00");
  });
});
