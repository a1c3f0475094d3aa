/** Fair timing: contenders in turn, round after round, medians, ratios to the first. */

/** One way of doing the work. */
export interface Contender {
  readonly name: string;
  readonly work: () => unknown;
  /** How often it is done in a round, so that a round takes some milliseconds. */
  readonly times: number;
}

const ROUNDS = 9;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/**
 * Prints the median microseconds of each contender, and how many times faster than it the first
 * one is (`× 20` means that the first takes a twentieth of its time). Gives the medians back.
 */
export async function compare(title: string, contenders: readonly Contender[]): Promise<readonly number[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { work, times: count }] of contenders.entries()) {
      const start = performance.now();
      for (let time = 0; time < count; time += 1) {
        const result = work();
        if (result instanceof Promise) await result;
      }
      // The first round warms up.
      if (round > 0) times[index]?.push(((performance.now() - start) * 1_000) / count);
    }
  }
  console.log(`\n${title}`);
  const medians = times.map(median);
  const base = medians[0] ?? NaN;
  for (const [index, { name }] of contenders.entries()) {
    const own = medians[index] ?? NaN;
    const ratio = index === 0 ? "" : `× ${(own / base).toPrecision(3)}`;
    console.log(`  ${name.padEnd(40)} ${own.toFixed(4).padStart(12)} µs  ${ratio}`);
  }
  return medians;
}
