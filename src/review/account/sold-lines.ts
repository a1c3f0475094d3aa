/**
 * The sales of an order as the loyalty ledger counts them: minor units and thousandths, without
 * going by way of texts, which are made only where a condition of the programme asks for them.
 */
import type { LoyaltyCommand } from "../../loyalty/index.js";
import { QUANTITY_SCALE } from "../../loyalty/award.js";
import type { PurchaseToRun } from "../../loyalty/member-run.js";
import type { ReadLine, SaidLine } from "../../loyalty/read-purchase.js";
import type { Integer } from "../../values/rounding.js";
import { formatScaled, roundScaled, unitsAt } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import type { AccountOrderLine } from "./facts.js";
import { decimalOf } from "./purse.js";
import { amountAt, isReturn, quantityOf } from "./read-account.js";
import type { ReadOrder } from "./read-account.js";

/** A quantity above zero in thousandths, at least one. @internal */
export function thousandths(quantity: Scaled): Integer {
  if (quantity.scale <= QUANTITY_SCALE) return unitsAt(quantity, QUANTITY_SCALE);
  const { units } = roundScaled(quantity, QUANTITY_SCALE, "halfEven");
  return units === 0 ? 1 : units;
}

function quantityText(quantity: Scaled): string {
  if (quantity.scale <= QUANTITY_SCALE) return formatScaled(quantity);
  return formatScaled({ units: thousandths(quantity), scale: QUANTITY_SCALE });
}

/** What a condition may ask of a line, each part made when it is asked for. */
class Said implements SaidLine {
  readonly #line: AccountOrderLine;
  readonly #amount: Integer;
  readonly #scale: number;

  constructor(line: AccountOrderLine, amount: Integer, scale: number) {
    this.#line = line;
    this.#amount = amount;
    this.#scale = scale;
  }

  get article(): string {
    return this.#line.article;
  }

  get category(): string | undefined {
    return this.#line.productGroup;
  }

  get amount(): string {
    return decimalOf(this.#amount, this.#scale);
  }

  get quantity(): string {
    return quantityText(quantityOf(this.#line));
  }
}

/** A line that was sold, by the id that it has in the ledger. @internal */
export interface SoldLine {
  readonly pinned: { readonly id: string; readonly amount: Integer; readonly quantity: Integer };
  readonly said: SaidLine & { readonly article: string };
}

/** The lines of an order that sell, in minor units of `scale` decimals. @internal */
export function soldLines(read: ReadOrder, scale: number): readonly SoldLine[] {
  const sold: SoldLine[] = [];
  read.order.lines.forEach((line, index) => {
    if (isReturn(line)) return;
    const amount = amountAt(read, index);
    const quantity = thousandths(quantityOf(line));
    const pinned = { id: String(index + 1), amount, quantity };
    sold.push({ pinned, said: new Said(line, amount, scale) });
  });
  return sold;
}

/** Whether the ledger, which counts in safe integers, can count the lines and their sum. */
function isCountable(sold: readonly SoldLine[], sum: Integer): sold is readonly (SoldLine & ReadLine)[] {
  return (
    typeof sum === "number" &&
    sold.every(({ pinned }) => typeof pinned.amount === "number" && typeof pinned.quantity === "number")
  );
}

function commandOf(id: string, sold: readonly SoldLine[]): LoyaltyCommand {
  const lines = sold.map(({ pinned, said }) => {
    const { article, category, amount, quantity } = said;
    const line = { id: pinned.id, article, amount: amount as string, quantity: quantity as string };
    return category === undefined ? line : { ...line, category: category as string };
  });
  return { type: "purchase", id, lines };
}

/**
 * An order's sales as a purchase, read, or as a command where the ledger cannot count it and has
 * to say so itself.
 *
 * @internal
 */
export function purchaseOf(
  { sales }: ReadOrder,
  id: string,
  sold: readonly SoldLine[],
): PurchaseToRun | LoyaltyCommand {
  if (!isCountable(sold, sales)) return commandOf(id, sold);
  return { id, amount: Number(sales), lines: sold, command: () => commandOf(id, sold) };
}
