/** Figures of a review that was stored: each is what its kind says, or the review was changed. */
import { fail } from "../../values/errors.js";
import { parseScaled } from "../../values/scaled.js";
import type { ReviewFact, ReviewFactValues } from "./figures.js";
import { figureNames, reviewFigures } from "./figures.js";

function isSound(name: ReviewFact, value: unknown, path: string): boolean {
  switch (reviewFigures[name].kind) {
    case "amount":
    case "points":
      parseScaled(value as string, "decimal", path);
      return true;
    case "texts":
      return Array.isArray(value) && value.every((one) => typeof one === "string");
    case "text":
    case "date":
      return typeof value === "string";
    case "share":
    case "score":
    case "count":
    case "days":
    case "number":
      return typeof value === "number" && Number.isFinite(value);
  }
}

/** Demands figures as they were written (`schema.damaged`, `decimal.*`). @internal */
export function expectFigures(figures: ReviewFactValues, path: string): ReviewFactValues {
  for (const name of figureNames) {
    const value: unknown = figures[name];
    if (value === undefined || isSound(name, value, `${path}.${name}`)) continue;
    fail("schema.damaged", path, `${name} as it was written`, value);
  }
  return figures;
}
