/** The CDNOW sample of Fader and Hardie, which lies beside the project. */
import { readFileSync } from "node:fs";

import { purchaseSummary } from "../../../src/scoring/index.js";
import type { PurchaseHistory, PurchaseOrder, PurchaseSummary } from "../../../src/scoring/index.js";
import { hasShared, sharedPath } from "../../support/shared.js";

const FILE = "data/cdnow-sample.txt";

export const hasCdnow: boolean = hasShared(FILE);
if (!hasCdnow) console.warn("CDNOW is not there: the tests on it are skipped");

export function cdnowOrders(): readonly PurchaseOrder[] {
  if (!hasCdnow) return [];
  return readFileSync(sharedPath(FILE), "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 5)
    .map(([, account = "", day = "", , amount = ""]) => ({
      account,
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      amount,
    }));
}

/** Calibration to 30 September 1997 and holdout to 30 June 1998: 39 weeks each, in weeks. */
export function cdnowSummary(): PurchaseSummary {
  return purchaseSummary(cdnowOrders(), {
    asOf: "1998-06-30",
    calibrationEnd: "1997-09-30",
    timeUnit: "week",
  });
}

/** As in the file that most packages carry: weeks to two decimals. */
export function cdnowRounded(): readonly PurchaseHistory[] {
  const twoDecimals = (weeks: number): number => Math.round(weeks * 100) / 100;
  return cdnowSummary().rows.map(({ frequency, recency, age }) => ({
    frequency,
    recency: twoDecimals(recency),
    age: twoDecimals(age),
  }));
}
