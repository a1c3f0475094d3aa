/** The clients' statements, and what they are evidence of. */
import { altmanZDoublePrime, evidenceOf, missing, present } from "clientele/risk";
import type { EvidenceSet, FinancialStatement } from "clientele/risk";
import type { CalendarDate, Money } from "clientele/values";

import type { Client } from "./clients.js";
import { CURRENCY } from "./euros.js";
import { randomOf } from "./random.js";

/** To whole thousands; a negative zero is none in JSON. */
function thousands(value: number): number {
  return Math.round(value) + 0;
}

/** A year's statement and the day on which it became known. */
export interface FiledStatement {
  readonly filedOn: CalendarDate;
  readonly statement: FinancialStatement;
}

/** How the client's own business goes: 0 is bad, 2 is good. */
function healthOf(client: Client): number {
  const random = randomOf(`health of ${client.id}`);
  const health = random.pick([0, 1, 1, 1, 2, 2]);
  return client.payer === "late" || client.payer === "worsening" ? Math.max(0, health - 1) : health;
}

function statementOf(client: Client, year: number): FinancialStatement {
  const random = randomOf(`statement of ${client.id} for ${String(year)}`);
  const health = healthOf(client);
  const sales = client.size * random.whole(380, 620);
  const totalAssets = Math.round(sales * (0.45 + 0.2 * random.next()));
  const equity = Math.round(totalAssets * (0.04 + 0.17 * health + 0.1 * random.next()));
  const currentAssets = Math.round(totalAssets * (0.5 + 0.2 * random.next()));
  const currentLiabilities = Math.round(currentAssets * (1.25 - 0.3 * health + 0.2 * random.next()));
  const ebit = thousands(sales * (0.035 * health - 0.02 + 0.03 * random.next()));
  return {
    period: { from: `${String(year)}-01-01`, until: `${String(year + 1)}-01-01` },
    currency: CURRENCY,
    unit: 1000,
    items: {
      totalAssets,
      currentAssets,
      currentLiabilities,
      workingCapital: currentAssets - currentLiabilities,
      totalLiabilities: totalAssets - equity,
      equity,
      retainedEarnings: Math.round(equity * 0.6),
      ebit,
      sales,
      operatingCashFlow: thousands(ebit * 0.7 + sales * 0.01 * (random.next() - 0.3)),
    },
  };
}

/** Statements of two years; three clients in ten publish none. */
export function statementsOf(client: Client): readonly FiledStatement[] {
  const random = randomOf(`filing of ${client.id}`);
  if (random.chance(0.3)) return [];
  return [2024, 2025].map((year) => ({
    filedOn: `${String(year + 1)}-0${String(random.whole(4, 7))}-${String(random.whole(10, 28))}`,
    statement: statementOf(client, year),
  }));
}

function lastFiled(filed: readonly FiledStatement[], asOf: CalendarDate): FiledStatement | undefined {
  return filed.findLast(({ filedOn }) => filedOn <= asOf);
}

function share(part: number | undefined, whole: number | undefined): number {
  return part === undefined || whole === undefined || whole === 0 ? 0 : part / whole;
}

function statementEvidence(filed: readonly FiledStatement[], asOf: CalendarDate): EvidenceSet {
  const last = lastFiled(filed, asOf);
  if (last === undefined) return { altmanZDoublePrime: missing("the client publishes no statement") };
  const { statement, filedOn } = last;
  const { equity, totalAssets, currentAssets, currentLiabilities, operatingCashFlow, sales } = statement.items;
  const origin = { asOf: filedOn, source: `annual statement ${statement.period.from.slice(0, 4)}` };
  return {
    altmanZDoublePrime: evidenceOf(altmanZDoublePrime(statement).score, origin),
    equityToAssets: present(share(equity, totalAssets), { ...origin, unit: "share" }),
    currentRatio: present(share(currentAssets, currentLiabilities), { ...origin, unit: "ratio" }),
    operatingCashFlowToSales: present(share(operatingCashFlow, sales), { ...origin, unit: "share" }),
  };
}

/** What the check at the opening of the account found. */
function identityEvidence(client: Client): EvidenceSet {
  const random = randomOf(`identity of ${client.id}`);
  if (random.chance(0.2)) return {};
  const origin = { asOf: client.since, source: "check at the opening of the account" };
  const flag = (rate: number) => present(random.chance(rate), origin);
  return {
    sanctionsHit: present(false, origin),
    registerEntryMissing: present(false, origin),
    vatNumberInvalid: flag(0.01),
    beneficialOwnersUnknown: flag(0.03),
    highRiskCountry: present(false, origin),
    companyAgeMonths: present(random.whole(7, 400), { ...origin, unit: "months" }),
    tradeReferencesAnswered: present(random.whole(0, 3), origin),
    termsDemandedDays: present(random.pick([30, 30, 30, 45, 60, 90]), { ...origin, unit: "days" }),
  };
}

/** Everything that the company has been told of a client, up to a day. */
export function evidenceUntil(client: Client, asOf: CalendarDate): EvidenceSet {
  return { ...identityEvidence(client), ...statementEvidence(statementsOf(client), asOf) };
}

/** Equity and turnover, from which a credit limit is computed. */
export function limitFactsUntil(client: Client, asOf: CalendarDate): { readonly equity?: Money; readonly annualTurnover?: Money } {
  const last = lastFiled(statementsOf(client), asOf);
  if (last === undefined) return {};
  const { equity = 0, sales = 0 } = last.statement.items;
  const money = (value: number): Money => ({ amount: `${String(value)}000.00`, currency: CURRENCY });
  return { equity: money(equity), annualTurnover: money(sales) };
}
