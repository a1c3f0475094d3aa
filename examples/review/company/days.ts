/** The days between which the company's history runs. */
import type { CalendarDate } from "clientele/values";

/** First day of the order book. */
export const BOOKS_FROM: CalendarDate = "2024-01-02";
/** Last day that can be reviewed. */
export const REVIEWED_UNTIL: CalendarDate = "2026-11-30";
/** The history goes on a little after it: what is ordered then is backlog before. */
export const HISTORY_UNTIL: CalendarDate = "2026-12-31";
/** The month that is reviewed unless another is named. */
export const MONTH = "2026-10";
