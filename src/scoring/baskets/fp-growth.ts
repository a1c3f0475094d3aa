/**
 * FP-Growth (Han, Pei & Yin 2000) over flat typed arrays: a tree of shared prefixes, and for each
 * article the tree of what stands before it, depth first, on a stack of our own.
 *
 * Articles are ranks here: 0 for the most frequent. Not here: reading baskets, names, rules.
 */
import type { ItemsetSink } from "./itemset-table.js";

/** Baskets of ranks; within a basket they rise. @internal */
export interface RankedBaskets {
  readonly offsets: Int32Array;
  readonly ranks: Int32Array;
  /** Baskets with each rank. */
  readonly counts: Int32Array;
}

/** A tree on the stack. Its nodes and its lists lie above those of the tree it came from. */
interface Frame {
  /** The root; its nodes are those after it. */
  readonly root: number;
  /** Where its lists begin: ranks, then counts, then first nodes, `size` of each. */
  readonly lists: number;
  /** Number of its articles, numbered from 0 in the order of their ranks. */
  readonly size: number;
  /** The article to be looked at next. */
  position: number;
}

/** Memory that grows by doubling. */
class Stack {
  data: Int32Array;
  top = 0;

  constructor(capacity: number) {
    this.data = new Int32Array(capacity);
  }

  reserve(count: number): void {
    const wanted = this.top + count;
    if (wanted <= this.data.length) return;
    const larger = new Int32Array(Math.max(wanted, this.data.length * 2));
    larger.set(this.data.subarray(0, this.top));
    this.data = larger;
  }
}

/** Fields of a node, side by side so that a step up a path touches one line of memory. */
const ARTICLE = 0;
const PARENT = 1;
const COUNT = 2;
const NEXT = 3;
const FIELDS = 4;
const SLOTS_MIN = 64;

class Miner {
  readonly #sink: ItemsetSink;
  readonly #sizeMax: number;
  readonly #nodes: Stack;
  readonly #lists: Stack;
  /** Child by parent and article, of the tree that is being built: node and stamp by turns. */
  #slots = new Int32Array(0);
  #mask = 0;
  #stamp = 0;
  /** Baskets with each article of the tree above, along the paths that were walked. */
  readonly #tally: Int32Array;
  readonly #touched: Int32Array;
  readonly #path: Int32Array;
  readonly #suffix: Int32Array;

  constructor(sink: ItemsetSink, sizeMax: number, baskets: RankedBaskets) {
    this.#sink = sink;
    this.#sizeMax = sizeMax;
    this.#nodes = new Stack(4096 * FIELDS);
    this.#lists = new Stack(baskets.counts.length * 3 + 64);
    this.#tally = new Int32Array(baskets.counts.length);
    this.#touched = new Int32Array(baskets.counts.length);
    this.#path = new Int32Array(baskets.counts.length);
    this.#suffix = new Int32Array(sizeMax);
  }

  /** Begins a tree of `size` articles. */
  #begin(size: number): Frame {
    this.#lists.reserve(size * 3);
    this.#nodes.reserve(FIELDS);
    const frame = { root: this.#nodes.top, lists: this.#lists.top, size, position: 0 };
    this.#lists.top += size * 3;
    this.#lists.data.fill(-1, frame.lists + 2 * size, this.#lists.top);
    this.#nodes.data[frame.root + PARENT] = -1;
    this.#nodes.top += FIELDS;
    this.#seat(frame, SLOTS_MIN);
    return frame;
  }

  /** Makes room for `more` nodes. */
  #ensure(frame: Frame, more: number): void {
    this.#nodes.reserve(more * FIELDS);
    const count = (this.#nodes.top - frame.root) / FIELDS + more;
    if (2 * count <= this.#mask + 1) return;
    let size = this.#mask + 1;
    while (size < 4 * count) size *= 2;
    this.#seat(frame, size);
  }

  /** Gives the nodes of the tree places in a hash table of `size`; a new stamp empties it. */
  #seat(frame: Frame, size: number): void {
    if (2 * size > this.#slots.length) this.#slots = new Int32Array(2 * size);
    this.#mask = size - 1;
    this.#stamp += 1;
    const nodes = this.#nodes.data;
    for (let node = frame.root + FIELDS; node < this.#nodes.top; node += FIELDS) {
      const slot = this.#slotOf(nodes[node + PARENT] as number, nodes[node + ARTICLE] as number);
      this.#slots[2 * slot] = node;
      this.#slots[2 * slot + 1] = this.#stamp;
    }
  }

  /** Where the child of a parent lies, or would lie. */
  #slotOf(parent: number, article: number): number {
    const nodes = this.#nodes.data;
    const slots = this.#slots;
    let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(article + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & this.#mask;
    while (slots[2 * slot + 1] === this.#stamp) {
      const node = slots[2 * slot] as number;
      if (nodes[node + PARENT] === parent && nodes[node + ARTICLE] === article) return slot;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  /** Inserts the path that lies in `#path` from its end to its beginning. */
  #insert(frame: Frame, length: number, count: number): void {
    this.#ensure(frame, length);
    const nodes = this.#nodes.data;
    let node = frame.root;
    for (let index = length - 1; index >= 0; index -= 1) {
      node = this.#childOf(frame, node, this.#path[index] as number);
      nodes[node + COUNT] = (nodes[node + COUNT] as number) + count;
    }
  }

  #childOf(frame: Frame, parent: number, article: number): number {
    const slot = this.#slotOf(parent, article);
    if (this.#slots[2 * slot + 1] === this.#stamp) return this.#slots[2 * slot] as number;
    const nodes = this.#nodes.data;
    const node = this.#nodes.top;
    this.#nodes.top += FIELDS;
    this.#slots[2 * slot] = node;
    this.#slots[2 * slot + 1] = this.#stamp;
    const head = frame.lists + 2 * frame.size + article;
    nodes[node + ARTICLE] = article;
    nodes[node + PARENT] = parent;
    nodes[node + COUNT] = 0;
    nodes[node + NEXT] = this.#lists.data[head] as number;
    this.#lists.data[head] = node;
    return node;
  }

  #plant({ offsets, ranks, counts }: RankedBaskets): Frame {
    const frame = this.#begin(counts.length);
    for (let rank = 0; rank < counts.length; rank += 1) {
      this.#lists.data[frame.lists + rank] = rank;
      this.#lists.data[frame.lists + counts.length + rank] = counts[rank] as number;
    }
    for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
      const start = offsets[basket] as number;
      const length = (offsets[basket + 1] as number) - start;
      for (let index = 0; index < length; index += 1) {
        this.#path[length - 1 - index] = ranks[start + index] as number;
      }
      this.#insert(frame, length, 1);
    }
    return frame;
  }

  /** Tallies the articles before one; gives back how many were touched. */
  #walk(frame: Frame, article: number): number {
    const nodes = this.#nodes.data;
    const tally = this.#tally;
    const { root } = frame;
    let touched = 0;
    let node = this.#lists.data[frame.lists + 2 * frame.size + article] as number;
    while (node !== -1) {
      const count = nodes[node + COUNT] as number;
      let up = nodes[node + PARENT] as number;
      while (up !== root) {
        const other = nodes[up + ARTICLE] as number;
        const before = tally[other] as number;
        if (before === 0) {
          this.#touched[touched] = other;
          touched += 1;
        }
        tally[other] = before + count;
        up = nodes[up + PARENT] as number;
      }
      node = nodes[node + NEXT] as number;
    }
    return touched;
  }

  /** The tree of what stands before an article, of articles that are frequent with it. */
  #project(frame: Frame, article: number, depth: number): Frame | null {
    const touched = this.#walk(frame, article);
    const tally = this.#tally;
    const others = this.#touched.subarray(0, touched).sort();
    let size = 0;
    for (const other of others) {
      if ((tally[other] as number) >= this.#sink.countMin) size += 1;
    }
    let next: Frame | null = null;
    if (size > 0 && depth + 2 === this.#sizeMax) {
      for (const other of others) this.#addLast(frame, other, depth + 1);
    } else if (size > 0) {
      next = this.#begin(size);
      this.#list(frame, next, others);
      this.#transfer(frame, next, article);
    }
    for (const other of others) tally[other] = 0;
    return next;
  }

  /** At the largest size only the counts matter: no tree is built. */
  #addLast(frame: Frame, other: number, depth: number): void {
    const count = this.#tally[other] as number;
    if (count < this.#sink.countMin) return;
    this.#suffix[depth] = this.#lists.data[frame.lists + other] as number;
    this.#sink.add(this.#suffix, depth + 1, count);
  }

  /** Numbers the frequent articles; the tally becomes number + 1, or 0 for the others. */
  #list(frame: Frame, next: Frame, others: Int32Array): void {
    const lists = this.#lists.data;
    const tally = this.#tally;
    let number = 0;
    for (const other of others) {
      const count = tally[other] as number;
      if (count < this.#sink.countMin) {
        tally[other] = 0;
        continue;
      }
      lists[next.lists + number] = lists[frame.lists + other] as number;
      lists[next.lists + next.size + number] = count;
      number += 1;
      tally[other] = number;
    }
  }

  #transfer(frame: Frame, next: Frame, article: number): void {
    let node = this.#lists.data[frame.lists + 2 * frame.size + article] as number;
    while (node !== -1) {
      // Read anew at each path: inserting may have moved the nodes to a larger array.
      const nodes = this.#nodes.data;
      let length = 0;
      let up = nodes[node + PARENT] as number;
      while (up !== frame.root) {
        const number = this.#tally[nodes[up + ARTICLE] as number] as number;
        if (number > 0) {
          this.#path[length] = number - 1;
          length += 1;
        }
        up = nodes[up + PARENT] as number;
      }
      if (length > 0) this.#insert(next, length, nodes[node + COUNT] as number);
      node = nodes[node + NEXT] as number;
    }
  }

  mine(baskets: RankedBaskets): void {
    const frames: Frame[] = [this.#plant(baskets)];
    for (;;) {
      const depth = frames.length - 1;
      const frame = frames[depth];
      if (frame === undefined) return;
      if (frame.position === frame.size) {
        frames.pop();
        this.#nodes.top = frame.root;
        this.#lists.top = frame.lists;
        continue;
      }
      // The most frequent first: where the least count rises, it rises early.
      const article = frame.position;
      frame.position += 1;
      const count = this.#lists.data[frame.lists + frame.size + article] as number;
      if (count < this.#sink.countMin) continue;
      this.#suffix[depth] = this.#lists.data[frame.lists + article] as number;
      this.#sink.add(this.#suffix, depth + 1, count);
      if (depth + 1 === this.#sizeMax || article === 0) continue;
      const next = this.#project(frame, article, depth);
      if (next !== null) frames.push(next);
    }
  }
}

/**
 * Gives every itemset of at most `sizeMax` articles with at least the sink's count to the sink,
 * once. Time follows the itemsets found and the paths to them; memory the tree of all baskets
 * and at most one tree a level of it.
 *
 * @internal
 */
export function mine(baskets: RankedBaskets, sizeMax: number, sink: ItemsetSink): void {
  if (baskets.counts.length === 0) return;
  new Miner(sink, sizeMax, baskets).mine(baskets);
}
