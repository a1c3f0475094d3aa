/** Bounds of a condition document: checked while it is read, before work is done on it. */

/** Levels of nesting of `all`, `any` and `not`. @internal */
export const CONDITION_DEPTH_MAX = 32;
/** Clauses, groups included, of one condition. @internal */
export const CONDITION_CLAUSES_MAX = 10_000;
/** Values of one list of `in`. @internal */
export const CONDITION_VALUES_MAX = 10_000;
/** Values of all lists of one condition. @internal */
export const CONDITION_VALUES_TOTAL_MAX = 100_000;
/** Characters of a text value. @internal */
export const CONDITION_TEXT_LENGTH_MAX = 1_000;
/** Steps of the dotted name of a fact. @internal */
export const FACT_STEPS_MAX = 16;
/** Characters of the dotted name of a fact. @internal */
export const FACT_NAME_LENGTH_MAX = 256;
