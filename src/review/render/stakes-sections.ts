/** Sections on what may be lost and won: stakes, grades, deals, service, contacts. */
import type { Money } from "../../values/money.js";
import { say, writeDate, writeNumber, writeShare } from "./catalogue.js";
import { table } from "./document.js";
import type { ReportFact, ReportSection } from "./document.js";
import { moneyText, nameOf } from "./words.js";
import { accountName, columns, sectionOf } from "./drawn.js";
import type { Drawn } from "./drawn.js";

const STAKES_SHOWN_MAX = 10;

/** @internal */
export function stakesSection(drawn: Drawn, id: "risks" | "opportunities"): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review[id].length === 0) return [];
  const rows = review[id]
    .slice(0, STAKES_SHOWN_MAX)
    .map(({ account, kind, amount }) => [
      accountName(drawn, account),
      nameOf(catalogue, "stake", kind),
      moneyText(catalogue, amount),
    ]);
  const titles = columns(drawn, "account", "kind", "amount");
  return sectionOf(drawn, id, [table(say(catalogue, "caption.stakes"), titles, rows, [0, 1])]);
}

/** @internal */
export function gradesSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.grades.state === "unknown") return [];
  const rows = review.grades.value.map((one) => [
    one.grade ?? say(catalogue, "text.noClass"),
    writeNumber(catalogue, one.accounts),
    moneyText(catalogue, one.exposure),
    moneyText(catalogue, one.expectedLoss),
  ]);
  const titles = columns(drawn, "grade", "accounts", "exposure", "expectedLoss");
  return sectionOf(drawn, "grades", [table(say(catalogue, "caption.grades"), titles, rows)]);
}

/** @internal */
export function pipelineSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.pipeline.state === "unknown") return [];
  const { byMonth, interval } = review.pipeline.value;
  const rows = byMonth.map(({ month, open, weighted }) => [
    month ?? say(catalogue, "text.noMonth"),
    moneyText(catalogue, open),
    moneyText(catalogue, weighted),
  ]);
  const text = say(catalogue, "text.interval", {
    coverage: writeShare(catalogue, interval.coverage),
    from: moneyText(catalogue, interval.from),
    to: moneyText(catalogue, interval.to),
  });
  return sectionOf(drawn, "pipeline", [
    table(say(catalogue, "caption.pipeline"), columns(drawn, "month", "open", "weighted"), rows),
    { kind: "paragraph", text },
  ]);
}

/** @internal */
export function contactsSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  if (review.contacts.state === "unknown") return [];
  const { overdue, due, upcoming, contacts } = review.contacts.value;
  const rows = contacts
    .slice(0, STAKES_SHOWN_MAX)
    .map((one) => [
      accountName(drawn, one.account),
      nameOf(catalogue, "channel", one.channel),
      writeDate(catalogue, one.dueOn),
      writeDate(catalogue, one.nextOn),
    ]);
  const text = say(catalogue, "text.contacts", { overdue, due, upcoming });
  const titles = columns(drawn, "account", "channel", "due", "next");
  return sectionOf(drawn, "contacts", [
    { kind: "paragraph", text },
    ...(rows.length === 0
      ? []
      : [table(say(catalogue, "caption.contacts"), titles, rows, [0, 1, 2, 3])]),
  ]);
}

/** @internal */
export function serviceSection(drawn: Drawn): readonly ReportSection[] {
  const { catalogue, review } = drawn;
  const { service, complaints, currency } = review;
  const fact = (code: string, value: string): ReportFact => ({
    label: say(catalogue, code),
    value,
  });
  const amount = (values: readonly Money[]): string =>
    moneyText(catalogue, values.find((one) => one.currency === currency) ?? { amount: "0", currency });
  const rows: ReportFact[] = [];
  if (service.state === "known") {
    const { orderRates, backlog, overdueBacklog } = service.value;
    const rate = orderRates.onTimeInFull;
    const text =
      rate.state === "known" ? writeShare(catalogue, rate.value) : say(catalogue, "text.unknown");
    rows.push(
      fact("figure.service.onTimeInFull", text),
      fact("figure.service.backlog", amount(backlog.values)),
      fact("figure.service.overdueBacklog", amount(overdueBacklog.values)),
    );
  }
  if (complaints.state === "known") {
    const { open, overdue } = complaints.value;
    rows.push(
      fact("figure.complaints.open", writeNumber(catalogue, open.length)),
      fact("figure.complaints.overdue", writeNumber(catalogue, overdue)),
    );
  }
  return rows.length === 0 ? [] : sectionOf(drawn, "service", [{ kind: "facts", rows }]);
}
