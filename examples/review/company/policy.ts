/** The company's review policy: it asks for everything that a review can say. */
import { estimate } from "clientele/lifecycle";
import type { ReviewPolicy } from "clientele/review";
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import { afterInvoice, bonus, club, clubLiability } from "./agreements.js";
import { contacts, record } from "./care.js";
import { salesHistories, WON } from "./deals.js";
import { CURRENCY } from "./euros.js";
import { pricing2026 } from "./prices.js";
import { keyAccounts, matrix } from "./scorecards.js";
import { waits } from "./standing.js";
import { assessment, credit, loss } from "./trust.js";

/** The policy with what past deals teach on a day. */
export function policyOn(asOf: CalendarDate): ReviewPolicy {
  return {
    id: "monthly-2026",
    currency: CURRENCY,
    window: "P12M",
    signWindow: "P3M",
    lifecycle: waits,
    abc: { cuts: ["0.8", "0.95"] },
    pricing: pricing2026,
    afterInvoice,
    bonus,
    loyalty: club,
    loyaltyLiability: clubLiability,
    value: { purchases: "bg-nbd", spend: "gamma-gamma", months: 12, marginRate: 0.31 },
    crossSell: { mining: { supportMin: 0.01, confidenceMin: 0.3 }, peers: true, notOffered: ["MADE-TO-MEASURE"] },
    scorecard: keyAccounts,
    assessment,
    credit,
    loss,
    pipeline: { estimate: estimate(salesHistories(addDays(asOf, 1))), won: WON },
    service: { toleranceDays: 1 },
    contacts,
    record,
    matrix,
    attributes: { strategicFit: "number", yearlyNeed: "number", sites: "number", region: "string" },
    ranking: { halfValue: 5_000 },
    actionsMax: 5,
  };
}
