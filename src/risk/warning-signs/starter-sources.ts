/** Where the signs of the starter register are described, and short ways to write a sign. */
import type { Condition } from "../../conditions/index.js";
import type { Severity, SignStage, WarningSign } from "./model.js";

/** Short names of the sources, spelled once. @internal */
export const sources = {
  goingConcern:
    "ISA 570 (Revised), paragraph A3: events or conditions that may cast doubt on going concern",
  pastDue30: "IFRS 9, paragraph 5.5.11: 30 days past due as a rebuttable presumption",
  pastDue90: "IFRS 9, paragraph B5.5.37: 90 days past due as a rebuttable presumption of default",
  creditRisk: "IFRS 9, paragraph B5.5.17: signs of a significant increase in credit risk",
  impaired: "IFRS 9, Appendix A: evidence that an asset is credit-impaired",
  earlyWarning: "Directive (EU) 2019/1023, Article 3: early warning tools",
  lateFiling: "Directive 2013/34/EU, Article 30: accounts published within 12 months",
  latePayment: "Directive 2011/7/EU, Article 3(5): terms above 60 days need express agreement",
  opinion: "ISA 705 (Revised): modified opinions in the auditor's report",
  tradeLaundering: "FATF and Egmont Group, Trade-Based Money Laundering: Risk Indicators (2021)",
  dueDiligence: "FATF Recommendation 10: customer due diligence",
  owners: "FATF Recommendation 24: beneficial ownership of legal persons",
  highRiskCountry: "FATF Recommendation 19: higher-risk countries",
  sanctions: "FATF Recommendations 6 and 7: targeted financial sanctions",
  vat: "Regulation (EU) No 904/2010, Article 31: confirmation of a VAT identification number",
  emailFraud: "FBI Internet Crime Complaint Center, announcements on business e-mail compromise",
  practice: "Common practice of trade credit departments; no single source",
} as const;

type Stages = WarningSign["stages"];

const stagesOf: Readonly<Record<SignStage | "both", Stages>> = {
  before: ["before"],
  during: ["during"],
  both: ["before", "during"],
};

/** What is said of each sign. @internal */
export interface SignText {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly stage: SignStage | "both";
  readonly source: keyof typeof sources;
}

/** A sign on any condition. @internal */
export function signWhen(text: SignText, when: Condition): WarningSign {
  const { id, title, severity, stage, source } = text;
  return { id, title, stages: stagesOf[stage], severity, when, source: sources[source] };
}

/** A sign on a fact that is true. @internal */
export function signIf(fact: string, text: SignText): WarningSign {
  return signWhen(text, { fact, operator: "equal", value: true });
}
