/** A review as text for a terminal, and as a page. */
import { expectOneOf, expectRecord } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import type { AccountReview } from "../account/account-review.js";
import type { PortfolioReview } from "../portfolio/model.js";
import { accountDocument } from "./account-document.js";
import { expectCatalogue } from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";
import type { ReportDocument } from "./document.js";
import { htmlOf, readCharts } from "./html.js";
import type { MonthlyReport } from "../month/model.js";
import { monthDocument } from "./month-document.js";
import { printableDocument } from "./printable.js";
import { portfolioDocument } from "./portfolio-document.js";
import { textOf } from "./text.js";

/** What can be drawn. @since 0.1.0 */
export type Reportable = AccountReview | PortfolioReview | MonthlyReport;

/**
 * A review as a document of titles, tiles and sections in the words of a catalogue, for hosts
 * that draw it themselves. Control characters and marks of direction in names are left out.
 *
 * @throws ClienteleError `review.no_message` for a message that the catalogue does not have,
 * `schema.damaged` for a review that was changed, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { french, reportDocument, reviewAccount } from "clientele/review";
 *
 * const lines = [{ article: "chair", quantity: 4, unitPrice: "49.90" }];
 * const account = { id: "acme", orders: [{ id: "R-1", date: "2026-11-02", lines }] };
 * const review = reviewAccount({ id: "monthly", currency: "EUR" }, account, { asOf: "2026-11-23" });
 * const { title, sections } = reportDocument(review, french);
 * assert.equal(title.replace("\u00a0", " "), "Revue du compte : acme");
 * assert.equal(sections[0]?.title, "À faire");
 * ```
 * @since 0.1.0
 */
export function reportDocument(review: Reportable, catalogue: Catalogue): ReportDocument {
  const words = expectCatalogue(catalogue);
  const record = expectRecord(review, "review");
  const kinds = ["account-review", "portfolio-review", "monthly-report"] as const;
  expectOneOf(record["kind"], "review.kind", kinds);
  return readingStored(review, "review", () => {
    switch (review.kind) {
      case "account-review":
        return printableDocument(accountDocument(words, review));
      case "portfolio-review":
        return printableDocument(portfolioDocument(words, review));
      case "monthly-report":
        return printableDocument(monthDocument(words, review));
    }
  });
}

/**
 * A review as text for a terminal: lines of at most `width` columns, 96 unless named. Ideographs
 * and most emoji take two.
 *
 * @throws ClienteleError as {@link reportDocument}; `schema.range` for a width below 40 or above 400
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { english, renderText, reviewPortfolio } from "clientele/review";
 *
 * const lines = [{ article: "chair", quantity: 40, unitPrice: "49.90" }];
 * const accounts = [{ id: "acme", orders: [{ id: "R-1", date: "2026-11-02", lines }] }];
 * const review = reviewPortfolio({ id: "monthly", currency: "EUR" }, accounts, { asOf: "2026-11-23" });
 * const text = renderText(review, english);
 * assert.ok(text.startsWith("Portfolio review\nAs of 23 November 2026, policy monthly"));
 * assert.ok(text.split("\n").every((line) => line.length <= 96));
 * ```
 * @since 0.1.0
 */
export function renderText(
  review: Reportable,
  catalogue: Catalogue,
  options: { readonly width?: number } = {},
): string {
  const record = expectRecord(options, "options", ["width"]);
  const document = reportDocument(review, catalogue);
  const width = record["width"] as number | undefined;
  return readingStored(review, "review", () => textOf(document, width));
}

/**
 * A review as one HTML page that needs nothing else: its style is in it, it has no script and
 * loads nothing, reads on a telephone and prints. Every text of the review is escaped.
 *
 * `charts` are drawings as SVG elements by the place where they stand (`lifecycle`, `abc`,
 * `lorenz`, `rfm` and so on, the charts of {@link reportDocument}); they stand in the page as
 * they are given and have to be trusted.
 *
 * @throws ClienteleError as {@link reportDocument}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { english, renderHtml, reviewAccount } from "clientele/review";
 *
 * const account = { id: "acme", name: "Acme <Ltd>", orders: [] };
 * const review = reviewAccount({ id: "monthly", currency: "EUR" }, account, { asOf: "2026-11-23" });
 * const page = renderHtml(review, english);
 * assert.ok(page.includes("<h1>Account review: Acme &lt;Ltd&gt;</h1>"));
 * assert.ok(!page.includes("<script"));
 * ```
 * @since 0.1.0
 */
export function renderHtml(
  review: Reportable,
  catalogue: Catalogue,
  options: { readonly charts?: { readonly [place: string]: string } } = {},
): string {
  const record = expectRecord(options, "options", ["charts"]);
  const charts = readCharts(record["charts"]);
  const document = reportDocument(review, catalogue);
  return readingStored(review, "review", () => htmlOf(document, charts));
}
