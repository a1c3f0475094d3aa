/**
 * A slow and obvious ledger: a list of lots, walked from end to end for every question, days
 * as numbers. It shares no code with the library.
 */

export interface PlainLot {
  readonly id: string;
  readonly earned: number;
  /** Day on which it becomes active; Infinity while it waits for an event. */
  active: number;
  /** Day on which it is expired; Infinity for never. */
  readonly expires: number;
  readonly issued: number;
  remaining: number;
  held: number;
  expired: number;
  isActive: boolean;
}

interface PlainHold {
  readonly id: string;
  readonly until: number;
  parts: { lot: PlainLot; points: number }[];
}

interface PlainPurchase {
  readonly lots: { readonly lot: PlainLot; readonly per: number }[];
  left: number;
}

export class PlainLedger {
  day = 0;
  debt = 0;
  lots: PlainLot[] = [];
  holds: PlainHold[] = [];
  readonly purchases = new Map<string, PlainPurchase>();
  readonly spendings = new Map<string, { parts: { lot: PlainLot; points: number }[] }>();
  readonly sums = { earned: 0, restored: 0, spent: 0, expired: 0, reversed: 0 };

  /** Day by day, so that nothing can be passed over. */
  advanceTo(day: number): void {
    for (; this.day < day; this.day += 1) this.pass(this.day + 1);
    this.pass(day);
  }

  private pass(day: number): void {
    for (const hold of this.holds.filter((one) => one.until <= day)) {
      this.activateDue(hold.until);
      for (const { lot, points } of hold.parts) this.free(lot, points, hold.until);
    }
    this.holds = this.holds.filter((one) => one.until > day);
    this.activateDue(day);
    for (const lot of this.lots) if (lot.expires <= day) this.expire(lot);
  }

  private activateDue(day: number): void {
    const due = this.lots
      .filter((lot) => !lot.isActive && lot.active <= day)
      .sort((a, b) => a.active - b.active || (a.id < b.id ? -1 : 1));
    for (const lot of due) {
      lot.isActive = true;
      this.pay(lot);
    }
  }

  private pay(lot: PlainLot): void {
    const paid = Math.min(this.debt, lot.remaining);
    this.debt -= paid;
    lot.remaining -= paid;
  }

  private expire(lot: PlainLot): void {
    this.sums.expired += lot.remaining;
    lot.expired += lot.remaining;
    lot.remaining = 0;
  }

  private free(lot: PlainLot, points: number, day: number): void {
    lot.held -= points;
    this.putBack(lot, points, day);
  }

  private putBack(lot: PlainLot, points: number, day: number): void {
    if (lot.expires <= day) {
      lot.expired += points;
      this.sums.expired += points;
      return;
    }
    const paid = Math.min(this.debt, points);
    this.debt -= paid;
    lot.remaining += points - paid;
  }

  /** Active lots with points left, nearest expiry first. */
  open(): PlainLot[] {
    return this.lots
      .filter((lot) => lot.isActive && lot.remaining > 0)
      .sort((a, b) => a.expires - b.expires || a.earned - b.earned || (a.id < b.id ? -1 : 1));
  }

  get active(): number {
    return this.open().reduce((sum, lot) => sum + lot.remaining, 0);
  }

  get pending(): number {
    return this.lots.filter((lot) => !lot.isActive).reduce((sum, lot) => sum + lot.remaining, 0);
  }

  get held(): number {
    return this.lots.reduce((sum, lot) => sum + lot.held, 0);
  }

  buy(
    id: string,
    amount: number,
    rules: readonly { per: number; wait: number; lasts: number }[],
  ): void {
    const lots: { lot: PlainLot; per: number }[] = [];
    for (const { per, wait, lasts } of rules) {
      const points = Math.floor(amount / per);
      if (points === 0) continue;
      const lot: PlainLot = {
        id: `${id}:${String(lots.length)}`,
        earned: this.day,
        active: this.day + wait,
        expires: this.day + lasts,
        issued: points,
        remaining: points,
        held: 0,
        expired: 0,
        isActive: false,
      };
      lots.push({ lot, per });
      this.lots.push(lot);
      this.sums.earned += points;
    }
    this.purchases.set(id, { lots, left: amount });
    this.activateDue(this.day);
  }

  activate(id: string): boolean {
    const due = (this.purchases.get(id)?.lots ?? []).filter(
      ({ lot }) => !lot.isActive && lot.active === Infinity && lot.expires > this.day,
    );
    for (const { lot } of due) lot.active = this.day;
    this.activateDue(this.day);
    return due.length > 0;
  }

  giveBack(id: string, amount: number): void {
    const purchase = this.purchases.get(id);
    if (purchase === undefined) return;
    for (const { lot, per } of purchase.lots) {
      let left = Math.floor(purchase.left / per) - Math.floor((purchase.left - amount) / per);
      const take = (from: PlainLot): void => {
        const taken = Math.min(left, from.remaining);
        from.remaining -= taken;
        left -= taken;
        this.sums.reversed += taken;
      };
      take(lot);
      left -= Math.min(left, lot.expired);
      for (const other of this.open()) take(other);
      this.debt += left;
      this.sums.reversed += left;
    }
    purchase.left -= amount;
  }

  private parts(points: number): { lot: PlainLot; points: number }[] {
    let left = points;
    const parts: { lot: PlainLot; points: number }[] = [];
    for (const lot of this.open()) {
      const taken = Math.min(left, lot.remaining);
      if (taken > 0) parts.push({ lot, points: taken });
      lot.remaining -= taken;
      left -= taken;
    }
    return parts;
  }

  spend(id: string, points: number): boolean {
    if (this.active < points) return false;
    this.spendings.set(id, { parts: this.parts(points) });
    this.sums.spent += points;
    return true;
  }

  refund(id: string, points: number): void {
    let left = points;
    const spending = this.spendings.get(id);
    for (const part of [...(spending?.parts ?? [])].reverse()) {
      const back = Math.min(left, part.points);
      part.points -= back;
      left -= back;
      this.sums.restored += back;
      if (back > 0) this.putBack(part.lot, back, this.day);
    }
  }

  spentLeft(id: string): number {
    return this.spendings.get(id)?.parts.reduce((sum, part) => sum + part.points, 0) ?? 0;
  }

  hold(id: string, points: number, until: number): boolean {
    if (this.active < points) return false;
    const parts = this.parts(points);
    for (const { lot, points: held } of parts) lot.held += held;
    this.holds.push({ id, until, parts });
    this.holds.sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1));
    return true;
  }

  heldBy(id: string): number {
    const hold = this.holds.find((one) => one.id === id);
    return hold?.parts.reduce((sum, part) => sum + part.points, 0) ?? 0;
  }

  /** Spends some of what is held and frees the rest; zero frees all. */
  settle(id: string, points: number): void {
    const hold = this.holds.find((one) => one.id === id);
    let left = points;
    for (const part of hold?.parts ?? []) {
      const taken = Math.min(left, part.points);
      left -= taken;
      part.lot.held -= taken;
      this.sums.spent += taken;
      if (part.points > taken) this.free(part.lot, part.points - taken, this.day);
    }
    this.holds = this.holds.filter((one) => one !== hold);
  }
}
