/** What is still to be delivered, summed exactly by unit and currency. */
import { make } from "../../values/money.js";
import { compareText } from "../../values/plain.js";
import { addScaled, formatScaled, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import type { JudgedLine } from "./judge-line.js";
import type { Backlog } from "./model.js";

/** Collects open lines. @internal */
export class BacklogBook {
  readonly #orders: Set<string> = new Set();
  readonly #quantities: Map<string | null, Scaled> = new Map();
  readonly #values: Map<string, Scaled> = new Map();
  #lines: number = 0;
  #unpriced: number = 0;

  add(order: string, currency: string | null, { line, open, openValue }: JudgedLine): void {
    if (signOf(open) === 0) return;
    this.#orders.add(order);
    this.#lines += 1;
    const quantity = this.#quantities.get(line.unit) ?? scaledZero;
    this.#quantities.set(line.unit, addScaled(quantity, open));
    if (openValue === null || currency === null) this.#unpriced += 1;
    else {
      const value = this.#values.get(currency) ?? scaledZero;
      this.#values.set(currency, addScaled(value, openValue));
    }
  }

  backlog(): Backlog {
    const quantities = [...this.#quantities].sort(([a], [b]) => compareText(a ?? "", b ?? ""));
    const values = [...this.#values].sort(([a], [b]) => compareText(a, b));
    return {
      orders: this.#orders.size,
      lines: this.#lines,
      quantities: quantities.map(([unit, quantity]) => ({
        unit,
        quantity: formatScaled(quantity),
      })),
      values: values.map(([currency, { units, scale }]) => make(units, scale, currency)),
      unpricedLines: this.#unpriced,
    };
  }
}
