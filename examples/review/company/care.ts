/** How often clients hear from us, what goes to whom, and what their records must hold. */
import type { ContactPolicy, QualityPolicy } from "clientele/review";

const HOLIDAYS = ["2025-11-11", "2025-12-25", "2026-01-01", "2026-05-01", "2026-05-08", "2026-07-14", "2026-11-11", "2026-12-25"];

export const contacts: ContactPolicy = {
  id: "contacts-2026",
  channels: ["phone", "visit", "email"],
  consentNotNeeded: ["phone", "visit"],
  classes: ["key", "major", "standard"],
  cadences: [
    { id: "key-accounts", when: { fact: "class", operator: "equal", value: "key" }, every: "P1M" },
    { id: "at-risk", when: { fact: "state", operator: "in", value: ["atRisk", "wonBack"] }, every: "P1M" },
    { id: "leads", when: { fact: "state", operator: "in", value: ["lead", "prospect", "qualified", "negotiating"] }, every: "P6W" },
    { id: "lost", when: { fact: "state", operator: "equal", value: "lost" }, every: null },
    { id: "major", when: { fact: "class", operator: "equal", value: "major" }, every: "P2M" },
    { id: "others", every: "P4M" },
  ],
  calendar: { holidays: HOLIDAYS },
  capacityPerDay: 14,
  campaigns: [
    {
      id: "led-subsidy",
      when: { fact: "segment", operator: "in", value: ["food", "hotels"] },
      channel: "email",
      period: { from: "2026-10-15", until: "2026-12-01" },
      articles: ["LED-STRIP", "LAMP-TRACK"],
    },
    {
      id: "gift-packaging",
      when: {
        all: [
          { fact: "segment", operator: "in", value: ["books", "beauty", "fashion"] },
          { fact: "class", operator: "in", value: ["key", "major"] },
        ],
      },
      period: { from: "2026-10-20", until: "2026-12-01" },
      articles: ["BOX-GIFT-50", "TISSUE-480"],
      minimumGap: "P1W",
    },
  ],
  campaignCap: { count: 1, within: "P30D" },
};

export const record: QualityPolicy = {
  id: "master-records",
  fields: [
    { field: "name", weight: 3 },
    { field: "street", weight: 2 },
    { field: "postcode" },
    { field: "country", form: "country" },
    { field: "siren", form: "siren", weight: 3, when: { fact: "country", operator: "equal", value: "FR" } },
    { field: "vat", form: "vat", weight: 2 },
    { field: "phone", form: "phone", weight: 2, maximumAge: "P12M" },
    { field: "email", form: "email", weight: 2, maximumAge: "P12M" },
    { field: "website", form: "website", need: "recommended" },
    { field: "buyer", need: "recommended" },
  ],
};
