/** A quote printed as a waterfall, from list price to pocket margin. Run: npx tsx examples/quote/main.ts */
import { authority, compilePolicy, pocketWaterfall, quote } from "clientele/pricing";
import type { PricingPolicy } from "clientele/pricing";

const office2026: PricingPolicy = {
  id: "office-2026",
  currency: "EUR",
  articles: [
    { id: "chair", unit: "piece", conversions: [{ unit: "pallet", numerator: 12, denominator: 1 }], cost: "58.00" },
    { id: "lamp", unit: "piece", cost: "21.50" },
  ],
  steps: [
    { id: "list", kind: "price", access: [["client", "article"], ["article"]] },
    { id: "volume", kind: "discount", access: [["article"]] },
    { id: "partner", kind: "discount", access: [["client"], ["clientGroup"]] },
    { id: "spring", kind: "discount", access: [[]] },
    { id: "basket", kind: "discount", access: [[]], scope: "order" },
    { id: "floor", kind: "floor", access: [["article"], []] },
  ],
  stacking: [{ id: "partner-or-spring", mode: "best", members: ["partner", "spring"] }],
  records: [
    { id: "chair-list", step: "list", key: { article: "chair" }, value: { kind: "unitPrice", amount: "99.90" } },
    { id: "lamp-list", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "39.90" } },
    {
      id: "chair-volume",
      step: "volume",
      key: { article: "chair" },
      value: { kind: "percent", rate: "-0.05" },
      scale: { kind: "allUnits", bands: [{ from: 10, value: "-0.05" }, { from: 48, value: "-0.08" }] },
    },
    { id: "partner-museums", step: "partner", key: { clientGroup: "museums" }, value: { kind: "percent", rate: "-0.10" } },
    { id: "spring-2026", step: "spring", key: {}, value: { kind: "percent", rate: "-0.15" }, code: "SPRING" },
    {
      id: "basket-1000",
      step: "basket",
      key: {},
      value: { kind: "amountPerOrder", amount: "-250" },
      scale: { kind: "flat", base: "value", over: "order", bands: [{ from: 1000, value: "-250" }] },
    },
    { id: "margin-20", step: "floor", key: {}, value: { kind: "floor", by: "costPlusMargin", rate: "0.20" } },
  ],
};

const order = {
  client: "louvre",
  clientGroup: "museums",
  codes: ["SPRING"],
  lines: [
    { id: "1", article: "chair", quantity: 2, unit: "pallet" },
    { id: "2", article: "lamp", quantity: 30 },
  ],
};

const result = quote(compilePolicy(office2026), order, { asOf: "2026-11-23", withRejected: true });
const print = (text: string): void => {
  console.log(text);
};

print(`Quote for ${result.client}, ${result.asOf}, in ${result.currency}\n`);
for (const line of result.lines) {
  print(`${line.quantity} × ${line.article}`);
  for (const entry of line.entries) {
    const trims = (entry.trims ?? []).map((trim) => `${trim.amount} of ${trim.record}`).join(", ");
    print(`  ${entry.record.padEnd(18)}${entry.change.padStart(11)}${entry.after.padStart(11)}${trims === "" ? "" : `  takes back ${trims}`}`);
  }
  for (const { record, reason } of line.rejected ?? []) print(`  ${record.padEnd(18)}${"–".padStart(11)}  ${reason}`);
}

const pocket = pocketWaterfall(result, { cashDiscountRate: "0.02", bonusRate: "0.03" });
const most = Math.max(1, Number(pocket.list.amount));
print("\nFrom list to pocket");
for (const bar of pocket.bars) {
  const width = Math.round((Math.abs(Number(bar.kind === "total" ? bar.after : bar.change)) / most) * 40);
  print(`  ${bar.name.padEnd(14)}${bar.change.padStart(11)}  ${(bar.kind === "total" ? "█" : "░").repeat(width)}`);
}
print(`  margin rate ${pocket.marginRate ?? "unknown"}`);

const decision = authority(result, {
  levels: [
    { level: "representative", discountRateMax: "0.10" },
    { level: "sales manager", discountRateMax: "0.25" },
    { level: "management" },
  ],
});
if (decision.ok) {
  print(`\nApproval: ${decision.level}`);
  for (const { level, code, value, limit } of decision.reasons) print(`  ${level}: ${code} ${value} exceeds ${limit}`);
}
