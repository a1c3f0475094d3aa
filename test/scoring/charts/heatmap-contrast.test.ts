/** Numbers on the cells of a heat map can be read: WCAG 2.2, contrast 4.5 for text. */
import { scheme } from "vega";
import { expect, test } from "vitest";

import { rfmHeatmap } from "../../../src/scoring/index.js";
import type { RfmRow } from "../../../src/scoring/index.js";

const viridis = scheme("viridis") as unknown as (share: number) => string;

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (/rgb\((\d+), (\d+), (\d+)\)/.exec(colour) ?? []).slice(1).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The count from which the chart writes in black, of a table with so many accounts in one cell. */
function turningPoint(most: number): number {
  const row = (id: number): RfmRow =>
    ({ id: String(id), recencyScore: 1, frequencyScore: 1, monetaryScore: 1, monetary: "1" }) as unknown as RfmRow;
  const spec = rfmHeatmap({ bins: 5, rows: Array.from({ length: most }, (_, id) => row(id)) });
  return Number(/datum\.shown > ([0-9.]+)/.exec(JSON.stringify(spec))?.[1]);
}

test("SC-H1 every number on a heat map has a contrast of 4.5 or more", () => {
  const most = 1000;
  const turn = turningPoint(most);
  expect(turn).toBeGreaterThan(0);
  for (let shown = 0; shown <= most; shown += 1) {
    const below = luminanceOf(viridis(shown / most));
    const ratio = shown > turn ? (below + 0.05) / 0.05 : 1.05 / (below + 0.05);
    expect([shown, ratio >= 4.5]).toEqual([shown, true]);
  }
});
