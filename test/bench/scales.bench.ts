/** What a scale costs, by its number of bands, beside a walk through them: one run. */
import { Decimal } from "decimal.js";

import { bandAt, compileScale, evaluateScale } from "../../src/scales/index.js";
import { compare } from "./support.js";

for (const count of [10, 1_000, 10_000]) {
  const bands = Array.from({ length: count }, (_, index) => ({ from: index * 10, value: (10 - index / count).toFixed(4) }));
  const graduated = compileScale({ kind: "graduated", bands });
  const allUnits = compileScale({ kind: "allUnits", bands });
  const bounds = bands.map((band) => ({ from: new Decimal(band.from), value: new Decimal(band.value) }));
  const bases = Array.from({ length: 100 }, (_, index) => String(((index * 7919) % (count * 10)) + 0.5));
  const walk = (base: string): string => {
    const exact = new Decimal(base);
    let reached = bounds[0]!;
    for (const band of bounds) if (band.from.lte(exact)) reached = band;
    return exact.mul(reached.value).toFixed();
  };
  await compare(`100 bases in ${String(count)} bands`, [
    { name: "clientele, all-units with its part", times: 5, work: () => { for (const base of bases) evaluateScale(allUnits, { base }); } },
    { name: "clientele, the band alone", times: 5, work: () => { for (const base of bases) bandAt(allUnits, base); } },
    { name: "clientele, graduated with all parts", times: count > 1_000 ? 1 : 2, work: () => { for (const base of bases) evaluateScale(graduated, { base }); } },
    { name: "decimal.js and a walk, all-units", times: 1, work: () => { for (const base of bases) walk(base); } },
  ]);
}
