/** What the sections of a portfolio and of a month are drawn with. */
import type { PortfolioReview } from "../portfolio/model.js";
import { say } from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";
import type { ReportBlock, ReportSection } from "./document.js";

/** What every section is made of. @internal */
export interface Drawn {
  readonly catalogue: Catalogue;
  readonly review: PortfolioReview;
  readonly names: ReadonlyMap<string, string>;
}

/** @internal */
export function columns({ catalogue }: Drawn, ...codes: readonly string[]): readonly string[] {
  return codes.map((code) => say(catalogue, `column.${code}`));
}

/** A place for a drawing. @internal */
export function chart(
  { catalogue }: { readonly catalogue: Catalogue },
  id: string,
  titleCode: string,
): ReportBlock {
  return {
    kind: "chart",
    id,
    title: say(catalogue, titleCode),
    description: say(catalogue, `chart.${id}`),
  };
}

/** The name of an account, its id where it has none. @internal */
export function accountName({ names }: Drawn, id: string): string {
  return names.get(id) ?? id;
}

/** @internal */
export function sectionOf(
  { catalogue }: Drawn,
  id: string,
  blocks: readonly ReportBlock[],
): readonly ReportSection[] {
  if (blocks.length === 0) return [];
  return [{ id, title: say(catalogue, `section.${id}`), blocks }];
}

/** @internal */
export function drawnOf(catalogue: Catalogue, review: PortfolioReview): Drawn {
  const names = new Map<string, string>();
  for (const { account } of review.accounts) {
    if (account.name !== undefined && account.name.trim() !== "")
      names.set(account.id, account.name);
  }
  return { catalogue, review, names };
}
