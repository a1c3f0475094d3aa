/** Rules over credit, risk and warning signs. */
import type { ActionRule } from "../model.js";

/** @internal */
export const creditRules: readonly ActionRule[] = [
  {
    id: "clear-hold",
    title: "Clear the hold before anything more is delivered",
    when: { fact: "credit.answer", operator: "in", value: ["HOLD", "REFUSE"] },
    reason: "Nothing is delivered: {credit.failed}. Exposure {credit.exposure}.",
    urgency: "now",
    role: "credit-controller",
    dueInDays: 2,
    value: "credit.exposure",
    blocks: ["credit", "offer"],
  },
  {
    id: "make-room-in-limit",
    title: "Agree on a payment or a higher limit before the next large order",
    when: {
      all: [
        { fact: "credit.answer", operator: "in", value: ["APPROVE", "WARN"] },
        { fact: "credit.utilisation", operator: "greaterThanInclusive", value: 0.9 },
      ],
    },
    reason: "{credit.utilisation} of the limit is used; {credit.available} is left.",
    urgency: "soon",
    role: "credit-controller",
    dueInDays: 14,
    value: "credit.exposure",
  },
  {
    id: "offer-better-terms",
    title: "Offer better payment terms for more of its business",
    when: {
      all: [
        { fact: "risk.score", operator: "greaterThanInclusive", value: 70 },
        { fact: "credit.utilisation", operator: "lessThan", value: 0.5 },
        { fact: "payment.daysBeyondTerms", operator: "lessThanInclusive", value: 0 },
      ],
    },
    reason: "It pays in time, risk score {risk.score}; {credit.available} of its limit is free.",
    urgency: "later",
    role: "account-manager",
    dueInDays: 60,
    value: "credit.available",
    topics: ["credit", "offer"],
  },
  {
    id: "secure-exposure",
    title: "Secure the exposure: guarantee, insurance or payment in advance",
    when: {
      all: [
        { fact: "loss.expected", operator: "greaterThan", value: "0" },
        { fact: "risk.score", operator: "lessThan", value: 40 },
      ],
    },
    reason: "Grade {risk.grade}; {loss.expected} of {credit.exposure} expected to be lost.",
    urgency: "soon",
    role: "credit-controller",
    dueInDays: 14,
    value: "loss.expected",
  },
  {
    id: "talk-about-payment",
    title: "Talk about payment before terms are renewed",
    when: {
      all: [
        { fact: "payment.trend", operator: "equal", value: "worsening" },
        { fact: "payment.daysBeyondTerms", operator: "greaterThan", value: 10 },
      ],
    },
    reason: "It pays {payment.daysBeyondTerms} days beyond terms, and later than before.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 21,
    blocks: ["credit"],
  },
  {
    id: "look-into-warning-signs",
    title: "Look into the warning signs together with credit control",
    when: { fact: "signs.count", operator: "greaterThanInclusive", value: 2 },
    reason: "{signs.count} signs at once: {signs.raised}.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 14,
    blocks: ["credit"],
  },
  {
    id: "complete-risk-evidence",
    title: "Ask for what the risk grade lacks",
    when: { fact: "risk.coverage", operator: "lessThan", value: 0.5 },
    reason: "The grade {risk.grade} rests on {risk.coverage} of the evidence.",
    urgency: "later",
    role: "credit-controller",
    dueInDays: 45,
  },
];
