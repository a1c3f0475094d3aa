/**
 * What changed between two reviews of an account, figure by figure, ranked by importance. Each
 * change is a code with parameters; words are made by a catalogue (`render/`).
 */
import type { AccountReview, ReviewPart } from "../account/account-review.js";
import { compareDecimals } from "../../values/decimal.js";
import { compareText } from "../../values/plain.js";
import { expectFigures } from "./expect-figures.js";
import type { Figure, ReviewFact } from "./figures.js";
import { figureNames, reviewFigures } from "./figures.js";
import { figuresOf } from "./figures-of.js";

/**
 * How a figure changed: it became known, ceased to be, rose, fell, or became another.
 *
 * @since 0.1.0
 */
export type ChangeKind = "appeared" | "vanished" | "rose" | "fell" | "changed";

/** A value of a figure. @since 0.1.0 */
export type FigureValue = string | number | readonly string[];

/**
 * One figure that is not what it was.
 *
 * @since 0.1.0
 */
export interface ReviewChange {
  readonly figure: ReviewFact;
  readonly part: ReviewPart | "account" | "turnover" | "warningSigns" | "review";
  readonly kind: ChangeKind;
  /** Null where it was not known. */
  readonly from: FigureValue | null;
  /** Null where it is no longer known. */
  readonly to: FigureValue | null;
  /** For the supplier; `neither` where it cannot be told. */
  readonly direction: "better" | "worse" | "neither";
  /**
   * 0 to 100: the importance of the figure; for a number times the change over the larger of
   * both, at most 1; half of it where the figure appeared or vanished.
   */
  readonly importance: number;
}

/** Below this share two numbers differ by how they were rounded. */
const LAST_BITS = 1e-9;

/** States of a client from bad to good; those that are not comparable are not in it. */
const STATE_ORDER = ["lost", "dormant", "atRisk", "wonBack", "active", "keyAccount"];
const CLASS_ORDER = ["C", "B", "A"];
const ANSWER_ORDER = ["REFUSE", "HOLD", "APPROVE_PREPAID_ONLY", "WARN", "APPROVE"];
const TREND_ORDER = ["worsening", "steady", "improving"];

/** Orders of texts that are known of a policy, from bad to good. @internal */
export interface TextOrders {
  readonly grades: readonly string[];
  readonly classes: readonly string[];
  readonly tiers: readonly string[];
}

function orderOf(name: ReviewFact, orders: TextOrders): readonly string[] {
  switch (name) {
    case "lifecycle.state":
      return STATE_ORDER;
    case "abc.class":
      return CLASS_ORDER;
    case "credit.answer":
      return ANSWER_ORDER;
    case "payment.trend":
      return TREND_ORDER;
    case "risk.grade":
      return orders.grades;
    case "score.class":
      return orders.classes;
    case "loyalty.tier":
      return orders.tiers;
    default:
      return [];
  }
}

function isNumeric({ kind }: Figure): boolean {
  return kind !== "text" && kind !== "texts" && kind !== "date";
}

function sizeOf(value: FigureValue): number {
  return typeof value === "object" ? value.length : Number(value);
}

function differ(figure: Figure, from: FigureValue, to: FigureValue): boolean {
  const isExact = figure.kind === "amount" || figure.kind === "points";
  if (isExact && compareDecimals(String(from), String(to)) === 0) return false;
  if (isExact && figure.leastChange === undefined) return true;
  if (isNumeric(figure)) return magnitude(figure, from, to) > (figure.leastChange ?? LAST_BITS);
  if (typeof from === "object" && typeof to === "object")
    return from.length !== to.length || from.some((one, index) => one !== to[index]);
  return from !== to;
}

/** −1, 0 or 1: whether a figure went down, sideways or up. */
function tendency(
  name: ReviewFact,
  from: FigureValue,
  to: FigureValue,
  orders: TextOrders,
): number {
  const figure = reviewFigures[name];
  if (figure.kind === "text") {
    const order = orderOf(name, orders);
    const places = [order.indexOf(String(from)), order.indexOf(String(to))] as const;
    if (places[0] < 0 || places[1] < 0) return 0;
    return Math.sign(places[1] - places[0]);
  }
  if (figure.kind === "date") return 0;
  return Math.sign(sizeOf(to) - sizeOf(from));
}

function directionOf(figure: Figure, movement: number): ReviewChange["direction"] {
  if (movement === 0) return "neither";
  // Texts with an order are listed from bad to good.
  if (figure.kind === "text") return movement > 0 ? "better" : "worse";
  if (figure.better === "neither") return "neither";
  return (movement > 0) === (figure.better === "higher") ? "better" : "worse";
}

function magnitude(figure: Figure, from: FigureValue, to: FigureValue): number {
  if (!isNumeric(figure)) return 1;
  const [before, after] = [Number(from), Number(to)];
  const larger = Math.max(Math.abs(before), Math.abs(after));
  return larger === 0 ? 0 : Math.min(1, Math.abs(after - before) / larger);
}

function changeOf(
  name: ReviewFact,
  from: FigureValue | undefined,
  to: FigureValue | undefined,
  orders: TextOrders,
): ReviewChange | null {
  const figure = reviewFigures[name];
  const head = { figure: name, part: figure.part };
  if (from === undefined || to === undefined) {
    if (from === to) return null;
    const kind = from === undefined ? "appeared" : "vanished";
    const importance = figure.importance / 2;
    const values = { from: from ?? null, to: to ?? null };
    return { ...head, kind, ...values, direction: "neither", importance };
  }
  if (!differ(figure, from, to)) return null;
  const movement = tendency(name, from, to, orders);
  const isCounted = isNumeric(figure) && movement !== 0;
  return {
    ...head,
    kind: isCounted ? (movement > 0 ? "rose" : "fell") : "changed",
    from,
    to,
    direction: directionOf(figure, movement),
    importance: figure.importance * magnitude(figure, from, to),
  };
}

/** The changes from one review to the next, the most important first. @internal */
export function changesBetween(
  previous: AccountReview,
  current: AccountReview,
  orders: TextOrders,
): readonly ReviewChange[] {
  const before = expectFigures(figuresOf(previous), "options.previous");
  const after = figuresOf(current);
  const changes: ReviewChange[] = [];
  for (const name of figureNames) {
    if (reviewFigures[name].importance === 0) continue;
    const change = changeOf(name, before[name], after[name], orders);
    if (change !== null) changes.push(change);
  }
  return changes.sort(
    (a, b) => b.importance - a.importance || compareText(a.figure, b.figure),
  );
}
