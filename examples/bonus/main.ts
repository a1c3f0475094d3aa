/** A year of a bonus month by month: what to accrue and to hold ready, and the way to the next band. */
import { accrue, compileAgreement, nextBand, payOut, project, settle } from "clientele/bonus";
import { addDays, addMonths } from "clientele/values";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });

const plan = compileAgreement({
  id: "acme-2026",
  currency: "EUR",
  valid: { from: "2026-01-01", until: "2027-01-01" },
  schedules: [
    {
      id: "turnover",
      scale: {
        kind: "allUnits",
        bands: [
          { from: 0, value: "0.01" },
          { from: 50_000, value: "0.02" },
          { from: 100_000, value: "0.03" },
        ],
      },
    },
  ],
});

const amounts = ["9000", "8000", "12500", "7000", "10500", "9800", "4200", "6000", "14000", "11500", "9000", "-3500"];
const turnover = amounts.map((amount, month) => ({
  id: `${amount.startsWith("-") ? "C" : "R"}-${String(month + 1)}`,
  date: addDays(addMonths("2026-01-01", month), 14),
  amount: eur(`${amount}.00`),
}));

console.log("month        accrued       earned    liability   to the next band       worth");
for (let month = 0; month < 12; month += 1) {
  const from = addMonths("2026-01-01", month);
  const until = addMonths("2026-01-01", month + 1);
  const lastDay = addDays(until, -1);
  const { change, after } = accrue(plan, turnover, from, until);
  const liability = project(plan, turnover, { kind: "runRate" }, lastDay)?.liability.amount ?? "";
  const next = nextBand(plan, turnover, lastDay);
  const way = next === null ? "highest band" : next.missing.amount;
  const worth = next === null ? "" : next.gain.amount;
  const figures = `${change.amount.padStart(10)} ${after.amount.padStart(12)} ${liability.padStart(12)}`;
  console.log(`${from.slice(0, 7)}   ${figures} ${way.padStart(18)} ${worth.padStart(11)}`);
}

const settlement = settle(plan, turnover, [], "2026-12-31");
const { kind, amount } = settlement;
console.log(`\nfinal settlement: ${kind} of ${amount.amount} ${amount.currency}, from`);
for (const { lines } of payOut(plan, turnover, settlement).parts) {
  for (const line of lines) console.log(`  ${line.document.padEnd(6)} ${line.amount.amount.padStart(8)}`);
}
