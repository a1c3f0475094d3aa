/** What an account manager reads: who is key and why, whom to call first, whom to ask what happened. */
import type { Score } from "clientele/scoring";
import type { Money } from "clientele/values";

const SHOWN = 12;
const CALLED = 8;

/** What is known of an account, beside its score. */
export interface Known {
  readonly account: string;
  readonly segment: string;
  /** ABC, by turnover. */
  readonly class: string;
  readonly turnover: number;
  readonly buyingDays: number;
  readonly weeksSince: number;
  /** Null where there was one purchase only. */
  readonly weeksBetween: number | null;
  readonly alive: number | null;
  readonly value: Money | null;
}

export interface Scored {
  readonly scores: readonly Score[];
  readonly known: ReadonlyMap<string, Known>;
  readonly currency: string;
}

const weeks = (count: number): string => (count < 0.5 ? "this week" : `${count.toFixed(0)} wk ago`);
const every = (one: Known): string =>
  one.weeksBetween === null ? "once" : `every ${Math.max(1, one.weeksBetween).toFixed(0)} wk`;

/** The rhythm in words, then what keeps the score from being higher. */
function reasonsOf(score: Score, one: Known): string {
  const [lever] = score.levers;
  const gap = lever === undefined || lever.points < 0.5 ? "" : `; ${lever.criterion} lacks ${lever.points.toFixed(0)}`;
  return `${String(one.buyingDays)} buying days, ${every(one)}, last ${weeks(one.weeksSince)}${gap}`;
}

/** The first of the ranking. */
export function ranking({ scores, known, currency }: Scored): string[] {
  const head = `rank  account       class     score  ABC  segment         alive  margin next year, ${currency}  because`;
  const rows = scores.slice(0, SHOWN).flatMap((score, index) => {
    const one = known.get(score.id);
    if (one === undefined) return [];
    return [
      [
        String(index + 1).padStart(4),
        ` ${score.id.padEnd(13)}`,
        score.class.padEnd(9),
        score.score.toFixed(1).padStart(5),
        ` ${one.class.padEnd(4)}`,
        one.segment.padEnd(15),
        (one.alive?.toFixed(2) ?? "–").padStart(5),
        (one.value?.amount ?? "–").padStart(21),
        ` ${reasonsOf(score, one)}`,
      ].join(" "),
    ];
  });
  return [head, ...rows];
}

/** Large accounts, by what is at stake, the largest first. */
function large({ known }: Scored, isMeant: (alive: number) => boolean): readonly Known[] {
  const meant = [...known.values()].filter(
    (one) => one.class === "A" && one.alive !== null && isMeant(one.alive),
  );
  return meant.sort((a, b) => b.turnover - a.turnover || (a.account < b.account ? -1 : 1));
}

function line(one: Known, currency: string): string {
  const alive = `${(100 * (one.alive ?? 0)).toFixed(0)} %`;
  return [
    `  ${one.account.padEnd(13)}`,
    `${currency} ${one.turnover.toFixed(0)}`.padStart(12),
    `used to buy ${every(one)}`.padEnd(24),
    `last ${weeks(one.weeksSince)}`.padEnd(17),
    `still a client: ${alive}`,
  ].join("  ");
}

function listed(title: string, list: readonly Known[], currency: string): string[] {
  const more = list.length > CALLED ? [`  and ${String(list.length - CALLED)} more`] : [];
  const lines = list.slice(0, CALLED).map((one) => line(one, currency));
  return [title, ...(lines.length === 0 ? ["  none"] : lines), ...more];
}

/** Where a call may still change something. */
export function late(scored: Scored): string[] {
  const list = large(scored, (alive) => alive >= 0.2 && alive < 0.8);
  return listed("Call first: large accounts that are late for their own rhythm", list, scored.currency);
}

/** Where it is likely too late. */
export function gone(scored: Scored): string[] {
  const list = large(scored, (alive) => alive < 0.2);
  return listed("Probably gone: large accounts to ask what happened", list, scored.currency);
}
