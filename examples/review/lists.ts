/** What a terminal shows beside the reports: suspected duplicates with a merge, and whom to call. */
import { findDuplicates, message, proposeMerge } from "clientele/review";
import type { Account, AccountRecord, Catalogue, DuplicatePair, MergeProposal, PortfolioReview } from "clientele/review";

import { fillIn, wordsOf } from "./words.js";

const GROUPS_SHOWN_MAX = 6;
const DAYS_SHOWN_MAX = 3;
const CONTACTS_A_DAY_MAX = 6;
const EVIDENCE_SHOWN_MAX = 3;

/** The records of the accounts that have one. */
export function recordsOf(accounts: readonly Account[]): readonly AccountRecord[] {
  return accounts.flatMap(({ id, record }) => (record === undefined ? [] : [{ ...record, id }]));
}

function percent(share: number): string {
  return `${String(Math.floor(share * 100))} %`;
}

function pairText({ first, second, similarity, evidence }: DuplicatePair, language: string, nameOf: (id: string) => string): string {
  const found = evidence.slice(0, EVIDENCE_SHOWN_MAX).map(({ detail }) => detail);
  const why = fillIn(wordsOf(language).likeness, { likeness: percent(similarity), evidence: found.join(", ") });
  return `  ${first} ${nameOf(first)} = ${second} ${nameOf(second)}\n     ${why}`;
}

function mergeText({ survivor, absorbed, fields, conflicts, safe }: MergeProposal, language: string): readonly string[] {
  const words = wordsOf(language);
  const write = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  const kept = fields.map(({ field, chosen, rule, alternatives }) => {
    const line = fillIn(words.keeps, { field, value: write(chosen.value), rule });
    const others = alternatives.map(({ value }) => write(value)).join(" | ");
    return others === "" ? `     ${line}` : `     ${line}; ${fillIn(words.conflict, { values: others })}`;
  });
  const verdict = safe ? words.safe : fillIn(words.unsafe, { fields: conflicts.join(", ") });
  return [`  ${fillIn(words.merge, { absorbed: absorbed.join(", "), survivor })}`, ...kept, `     ${verdict}`];
}

/** Records that may be one company, the likeliest first, and how the first two could be merged. */
export function duplicatesText(accounts: readonly Account[], catalogue: Catalogue): string {
  const { language } = catalogue;
  const words = wordsOf(language);
  const records = recordsOf(accounts);
  const { pairs, clusters, compared, possible } = findDuplicates(records);
  const names = new Map(accounts.map(({ id, name }) => [id, name ?? id]));
  if (pairs.length === 0) return `${words.records}\n  ${words.noDuplicates}`;
  const likely = [...pairs].sort((a, b) => b.similarity - a.similarity);
  const [cluster] = clusters.filter(({ ids }) => ids.includes(likely[0]?.first ?? ""));
  const together = records.filter(({ id }) => cluster?.ids.includes(id) === true);
  return [
    words.records,
    `  ${fillIn(words.compared, { groups: clusters.length, compared, possible })}`,
    ...likely.slice(0, GROUPS_SHOWN_MAX).map((pair) => pairText(pair, language, (id) => names.get(id) ?? id)),
    ...mergeText(proposeMerge(together), language),
  ].join("\n");
}

/** Whom to call, visit and write to in the next days, and what the campaigns send. */
export function contactsText(review: PortfolioReview, catalogue: Catalogue): string {
  if (review.contacts.state === "unknown") return "";
  const words = wordsOf(catalogue.language);
  const { contacts, campaigns } = review.contacts.value;
  const names = new Map(review.accounts.map(({ account }) => [account.id, account.name ?? account.id]));
  const named = (group: string, code: string): string => catalogue.messages[`${group}.${code}`] ?? code;
  const days = [...new Set(contacts.map(({ nextOn }) => nextOn))].sort().slice(0, DAYS_SHOWN_MAX);
  const plan = days.flatMap((day) => {
    const ofDay = contacts.filter(({ nextOn }) => nextOn === day);
    const shown = ofDay.slice(0, CONTACTS_A_DAY_MAX).map(({ account, channel, manager, dueOn }) => {
      const due = dueOn < day ? `, ${message(catalogue, "column.due")} ${dueOn}` : "";
      return `     ${names.get(account) ?? account}: ${named("channel", channel)} (${manager ?? "-"}${due})`;
    });
    const more = ofDay.length - shown.length;
    const rest = more > 0 ? [`     ${message(catalogue, "text.more", { count: more })}`] : [];
    return [`  ${day}`, ...shown, ...rest];
  });
  const sent = [...new Set(campaigns.map(({ campaign }) => campaign))].map((id) => {
    const matches = campaigns.filter(({ campaign }) => campaign === id);
    const kept = matches.filter(({ suppressed }) => suppressed !== null);
    const reasons = [...new Set(kept.map(({ suppressed }) => suppressed ?? ""))].sort().join(", ");
    const counts = fillIn(words.capacity, { sent: matches.length - kept.length, kept: kept.length, reasons });
    return `     ${named("campaign", id)}: ${counts}`;
  });
  return [words.contacts, ...plan, ...(sent.length === 0 ? [] : [`  ${words.campaigns}`, ...sent])].join("\n");
}
