/** Rules over value, deals, cross-selling, the score and the market. */
import type { ActionRule } from "../model.js";

/** @internal */
export const growthRules: readonly ActionRule[] = [
  {
    id: "keep-valuable-client",
    title: "Act before a valuable client is gone",
    when: {
      all: [
        { fact: "value.alive", operator: "lessThan", value: 0.5 },
        { fact: "value.lifetime", operator: "greaterThan", value: "0" },
        { fact: "abc.class", operator: "in", value: ["A", "B"] },
      ],
    },
    reason: "It still buys with a probability of {value.alive}; {turnover.net} in the window.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 14,
    value: "value.lifetime",
  },
  {
    id: "move-deals-on",
    title: "Move the open deals on",
    when: { fact: "pipeline.weighted", operator: "greaterThan", value: "0" },
    reason: "{pipeline.deals} {pipeline.deals#deal|deals} open for {pipeline.open}; {pipeline.weighted} expected of them.",
    urgency: "soon",
    role: "account-manager",
    dueInDays: 14,
    value: "pipeline.weighted",
    topics: ["offer"],
  },
  {
    id: "offer-next-article",
    title: "Offer the article that clients like it buy",
    when: {
      all: [
        { fact: "crossSell.confidence", operator: "greaterThanInclusive", value: 0.3 },
        { fact: "crossSell.lift", operator: "greaterThan", value: 1 },
      ],
    },
    reason: "{crossSell.article}: bought by {crossSell.confidence} of those who buy what it buys.",
    urgency: "later",
    role: "account-manager",
    dueInDays: 30,
    topics: ["offer"],
  },
  {
    id: "reach-next-class",
    title: "Win the few points to the next class",
    when: { fact: "score.toNext", operator: "lessThanInclusive", value: 5 },
    reason: "{score.toNext} {score.toNext#point|points} to {score.nextClass}; most of all by {score.lever}.",
    urgency: "later",
    role: "account-manager",
    dueInDays: 60,
  },
  {
    id: "answer-competitor",
    title: "Prepare an answer to the competitor",
    when: {
      all: [
        { fact: "market.threats", operator: "greaterThan", value: 0 },
        { fact: "market.relativeStrength", operator: "lessThan", value: 1 },
      ],
    },
    reason: "{market.threat}; our strength is {market.relativeStrength} of the strongest rival's.",
    urgency: "soon",
    role: "key-account-manager",
    dueInDays: 30,
    value: "turnover.net",
  },
  {
    id: "renegotiate-pocket-price",
    title: "Renegotiate: too little of the list price is left",
    when: {
      all: [
        { fact: "prices.pocketShare", operator: "lessThan", value: 0.7 },
        { fact: "prices.pocket", operator: "greaterThan", value: "0" },
      ],
    },
    reason: "{prices.pocketShare} of the list price is left in the pocket: {prices.pocket}.",
    urgency: "later",
    role: "pricing-manager",
    dueInDays: 60,
  },
  {
    id: "use-expiring-points",
    title: "Tell the client which points expire",
    when: {
      all: [
        { fact: "loyalty.expiringPoints", operator: "greaterThan", value: "0" },
        { fact: "loyalty.daysToExpiry", operator: "lessThanInclusive", value: 60 },
      ],
    },
    reason: "{loyalty.expiringPoints} {loyalty.expiringPoints#point expires|points expire} in {loyalty.daysToExpiry} {loyalty.daysToExpiry#day|days}.",
    urgency: "later",
    role: "marketing",
    dueInDays: 30,
    topics: ["offer"],
  },
];
