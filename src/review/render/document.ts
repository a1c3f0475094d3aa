/**
 * A report before it is drawn: titles, tiles and sections of plain blocks, in the words of a
 * catalogue. Text and HTML are two drawings of this one document.
 */

/** A row of a list of figures. @since 0.1.0 */
export interface ReportFact {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

/**
 * A block of a section.
 *
 * `chart` is a place for a drawing: its description stands there where none is given.
 *
 * @since 0.1.0
 */
export type ReportBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly ReportFact[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: "list";
      readonly isOrdered: boolean;
      readonly items: readonly {
        readonly title: string;
        readonly text: string;
        readonly note?: string;
      }[];
    }
  | {
      readonly kind: "chart";
      readonly id: string;
      readonly title: string;
      readonly description: string;
    };

/** A section of a report. @since 0.1.0 */
export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

/** A report in the words of one language. @since 0.1.0 */
export interface ReportDocument {
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  /** The few figures that come first. */
  readonly tiles: readonly ReportFact[];
  readonly sections: readonly ReportSection[];
}

/** A table whose first column is text and whose other columns are numbers, unless named. @internal */
export function table(
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  texts: readonly number[] = [0],
): ReportBlock {
  const columns = titles.map((title, index) => ({ title, isNumber: !texts.includes(index) }));
  return { kind: "table", caption, columns, rows };
}
