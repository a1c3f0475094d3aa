/** Rules over what orders, agreements, payments and the loyalty programme say of an account. */
import type { ActionRule } from "../model.js";

/** @internal */
export const orderRules: readonly ActionRule[] = [
  {
    id: "save-large-account-at-risk",
    title: "Visit the client: one of the largest is falling silent",
    when: {
      all: [
        { fact: "lifecycle.state", operator: "equal", value: "atRisk" },
        { fact: "abc.class", operator: "equal", value: "A" },
      ],
    },
    reason:
      "No order for {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#day|days}; {turnover.net} in the window, rank {abc.rank}.",
    urgency: "now",
    role: "key-account-manager",
    dueInDays: 7,
    value: "turnover.net",
  },
  {
    id: "win-back-large-account",
    title: "Win the client back: a large one has gone",
    when: {
      all: [
        { fact: "lifecycle.state", operator: "in", value: ["dormant", "lost"] },
        { fact: "abc.class", operator: "in", value: ["A", "B"] },
      ],
    },
    reason: "No order for {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#day|days}; {turnover.net} in the window.",
    urgency: "now",
    role: "key-account-manager",
    dueInDays: 14,
    value: "turnover.net",
  },
  {
    id: "collect-overdue",
    title: "Call about overdue invoices before the next delivery",
    when: {
      all: [
        { fact: "payment.overdue", operator: "greaterThan", value: "0" },
        { fact: "payment.oldestOverdueDays", operator: "greaterThanInclusive", value: 30 },
      ],
    },
    reason: "{payment.overdue} overdue, the oldest for {payment.oldestOverdueDays} days.",
    urgency: "now",
    role: "credit-controller",
    dueInDays: 3,
    value: "payment.overdue",
    blocks: ["credit"],
  },
  {
    id: "ask-why-less",
    title: "Ask why the client buys less",
    when: {
      all: [
        { fact: "signs.raised", operator: "contains", value: "falling-volume" },
        { fact: "lifecycle.state", operator: "in", value: ["active", "keyAccount", "wonBack"] },
      ],
    },
    reason:
      "It still orders, but much less than in the period before; {turnover.net} in the window.",
    urgency: "now",
    role: "account-manager",
    dueInDays: 14,
    value: "turnover.net",
  },
  {
    id: "remind-before-risk",
    title: "Remind the client: its usual order has not come",
    when: {
      all: [
        { fact: "lifecycle.nextState", operator: "equal", value: "atRisk" },
        { fact: "lifecycle.daysToNextState", operator: "lessThanInclusive", value: 30 },
      ],
    },
    reason:
      "No order for {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#day|days}; at risk in {lifecycle.daysToNextState} {lifecycle.daysToNextState#day|days}.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 14,
    value: "turnover.net",
  },
  {
    id: "call-account-at-risk",
    title: "Call the client: it is falling silent",
    when: {
      all: [
        { fact: "lifecycle.state", operator: "equal", value: "atRisk" },
        { fact: "abc.class", operator: "in", value: ["B", "C"] },
      ],
    },
    reason: "No order for {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#day|days}; {turnover.net} in the window.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 21,
    value: "turnover.net",
  },
  {
    id: "offer-next-bonus-band",
    title: "Show the client what the next bonus band is worth",
    when: {
      all: [
        { fact: "bonus.toNextBand", operator: "greaterThan", value: "0" },
        { fact: "bonus.nextBandGain", operator: "greaterThan", value: "0" },
        {
          fact: "bonus.toNextBand",
          operator: "lessThanInclusive",
          value: { fact: "turnover.net" },
        },
        { fact: "bonus.daysLeft", operator: "between", value: [1, 120] },
      ],
    },
    reason:
      "{bonus.toNextBand} more within {bonus.daysLeft} {bonus.daysLeft#day|days} raises its bonus by {bonus.nextBandGain}.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 14,
    value: "bonus.toNextBand",
    topics: ["offer"],
  },
  {
    id: "stop-price-leakage",
    title: "Check the prices invoiced against the agreement",
    when: {
      all: [
        { fact: "prices.leakage", operator: "greaterThan", value: "0" },
        { fact: "prices.realisation", operator: "lessThan", value: 0.85 },
      ],
    },
    reason: "{prices.leakage} given away beyond what the agreement grants.",
    urgency: "soon",
    role: "pricing-manager",
    dueInDays: 30,
    value: "prices.leakage",
  },
  {
    id: "look-into-returns",
    title: "Find out what comes back, and why",
    when: { fact: "signs.raised", operator: "contains", value: "rising-returns" },
    reason: "Returns are rising: {turnover.returns} in the window.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 21,
  },
  {
    id: "propose-key-account",
    title: "Propose the client as a key account",
    when: {
      all: [
        { fact: "abc.class", operator: "equal", value: "A" },
        { fact: "lifecycle.state", operator: "in", value: ["active", "wonBack"] },
        { fact: "turnover.orders", operator: "greaterThanInclusive", value: 6 },
      ],
    },
    reason: "Rank {abc.rank} with {turnover.net} from {turnover.orders} orders.",
    urgency: "later",
    role: "sales-director",
    dueInDays: 60,
    value: "turnover.net",
  },
  {
    id: "show-next-tier",
    title: "Tell the client how near the next tier is",
    when: {
      all: [
        { fact: "loyalty.nextTier", operator: "present" },
        { fact: "loyalty.toNextTier", operator: "greaterThan", value: "0" },
        { fact: "loyalty.toNextTier", operator: "lessThanInclusive", value: "500" },
      ],
    },
    reason: "{loyalty.toNextTier} to the tier {loyalty.nextTier}.",
    urgency: "later",
    role: "account-manager",
    dueInDays: 45,
    topics: ["offer"],
  },
  {
    id: "ask-for-referral",
    title: "Ask for a referral",
    when: {
      all: [
        { fact: "rfm.recency", operator: "greaterThanInclusive", value: 4 },
        { fact: "rfm.frequency", operator: "greaterThanInclusive", value: 4 },
        { fact: "signs.count", operator: "equal", value: 0 },
      ],
    },
    reason:
      "It orders often ({turnover.orders} {turnover.orders#order|orders} in the window), lately, and shows no warning sign.",
    urgency: "later",
    role: "account-manager",
    dueInDays: 60,
    topics: ["referral"],
  },
  {
    id: "price-unpriced-articles",
    title: "Agree prices for what the client buys without one",
    when: { fact: "prices.unpricedLines", operator: "greaterThan", value: 0 },
    reason: "{prices.unpricedLines} {prices.unpricedLines#line|lines} of the window without a price in the agreement.",
    urgency: "later",
    role: "pricing-manager",
    dueInDays: 60,
  },
  {
    id: "welcome-new-client",
    title: "Welcome the client and ask for its next need",
    when: {
      all: [
        { fact: "turnover.ordersEver", operator: "equal", value: 1 },
        { fact: "lifecycle.state", operator: "equal", value: "active" },
      ],
    },
    reason: "Its only order was {lifecycle.daysSinceOrder} {lifecycle.daysSinceOrder#day|days} ago.",
    urgency: "later",
    role: "account-manager",
    dueInDays: 30,
    value: "turnover.net",
  },
];
