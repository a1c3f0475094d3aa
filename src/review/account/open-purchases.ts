/**
 * Which purchase a return gives back, where the credit note does not say: the latest of the
 * article that still has units left.
 */
import type { LoyaltyCommand, ReturnCommand } from "../../loyalty/index.js";
import { QUANTITY_SCALE } from "../../loyalty/award.js";
import {
  addIntegers,
  compareIntegers,
  multiplyDivideRounded,
  negateInteger,
} from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import { formatScaled, negateScaled, parseScaled, unitsAt } from "../../values/scaled.js";
import type { AccountOrderLine } from "./facts.js";
import { decimalOf } from "./purse.js";
import { amountAt, isReturn, quantityOf } from "./read-account.js";
import type { ReadOrder } from "./read-account.js";
import { thousandths } from "./sold-lines.js";
import type { SoldLine } from "./sold-lines.js";

interface OpenLine {
  readonly purchase: string;
  readonly id: string;
  /** Minor units, and thousandths, of the line when it was bought. */
  readonly amount: Integer;
  readonly quantity: Integer;
  quantityLeft: Integer;
}

const NOTHING: readonly LoyaltyCommand[] = [];

type ReturnLine = NonNullable<ReturnCommand["lines"]>[number];

/** Lines that may still come back, by article. @internal */
export class OpenPurchases {
  readonly #scale: number;
  readonly #lines = new Map<string, OpenLine[]>();
  /** Value of the returns for which nothing was left, in minor units. */
  unmatched: Integer = 0;

  constructor(scale: number) {
    this.#scale = scale;
  }

  /** Notes the sales of an order, by the id that its purchase has in the ledger. */
  add(sold: readonly SoldLine[], purchase: string): void {
    for (const { pinned, said } of sold) {
      const { id, amount, quantity } = pinned;
      const open = { purchase, id, amount, quantity, quantityLeft: quantity };
      const known = this.#lines.get(said.article);
      if (known === undefined) this.#lines.set(said.article, [open]);
      else known.push(open);
    }
  }

  /** The returns of an order as commands, one for each purchase that it gives back from. */
  returnsOf(read: ReadOrder, purchase: string): readonly LoyaltyCommand[] {
    const { lines: all } = read.order;
    if (read.saleLines === all.length) return NOTHING;
    const byPurchase = new Map<string, ReturnLine[]>();
    all.forEach((line, index) => {
      if (!isReturn(line)) return;
      for (const { purchase: from, back } of this.#match(line, amountAt(read, index))) {
        const lines = byPurchase.get(from);
        if (lines === undefined) byPurchase.set(from, [back]);
        else lines.push(back);
      }
    });
    return [...byPurchase].map(([purchaseId, lines], index) => ({
      type: "return",
      id: `${purchase}/return/${String(index + 1)}`,
      purchaseId,
      lines,
    }));
  }

  /** Counts a return that the programme refused among those that took nothing back. */
  refuse(command: LoyaltyCommand): void {
    if (command.type !== "return") return;
    for (const { amount } of command.lines ?? []) {
      const units = unitsAt(parseScaled(String(amount), "review", "amount"), this.#scale);
      this.unmatched = addIntegers(this.unmatched, units);
    }
  }

  #match(
    line: AccountOrderLine,
    amount: Integer,
  ): readonly { readonly purchase: string; readonly back: ReturnLine }[] {
    const open = this.#lines.get(line.article) ?? [];
    let wanted = thousandths(negateScaled(quantityOf(line)));
    const whole = wanted;
    const matches: { purchase: string; back: ReturnLine }[] = [];
    while (wanted > 0) {
      const last = open.at(-1);
      if (last === undefined) break;
      const taken = compareIntegers(wanted, last.quantityLeft) < 0 ? wanted : last.quantityLeft;
      matches.push({ purchase: last.purchase, back: this.#takeFrom(last, taken) });
      wanted = addIntegers(wanted, negateInteger(taken));
      if (last.quantityLeft === 0) open.pop();
    }
    if (wanted > 0) {
      const value = multiplyDivideRounded(negateInteger(amount), wanted, whole, "halfEven");
      this.unmatched = addIntegers(this.unmatched, value);
    }
    return matches;
  }

  /** Part of the line's amount for some units: before less after, so that parts add up. */
  #takeFrom(line: OpenLine, taken: Integer): ReturnLine {
    const amountOf = (units: Integer): Integer =>
      multiplyDivideRounded(line.amount, units, line.quantity, "halfEven");
    const before = amountOf(line.quantityLeft);
    line.quantityLeft = addIntegers(line.quantityLeft, negateInteger(taken));
    const amount = addIntegers(before, negateInteger(amountOf(line.quantityLeft)));
    return {
      id: line.id,
      amount: decimalOf(amount, this.#scale),
      quantity: formatScaled({ units: taken, scale: QUANTITY_SCALE }),
    };
  }
}
