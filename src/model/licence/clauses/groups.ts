import { ASSETS, type Assets } from "./assets.ts";
import { ATTRIBUTION, type Attribution } from "./attribution.ts";
import { AUTOMATION, type Automation } from "./automation.ts";
import { COMMERCIAL, type Commercial } from "./commercial.ts";
import { CORRECTIONS, type Corrections } from "./corrections.ts";
import { ELIGIBILITY, type Eligibility } from "./eligibility.ts";
import { EXCEPTIONS, type Exceptions } from "./exceptions.ts";
import { GRANT, type Grant } from "./grant.ts";
import { INTEGRITY, type Integrity } from "./integrity.ts";
import { MACHINE_USE, type MachineUse } from "./machine-use.ts";
import { MEASUREMENT, type Measurement } from "./measurement.ts";
import { SEARCH, type Search } from "./search.ts";
import { TIME, type Time } from "./time.ts";

/** The groups of clauses, every one with a value for everything. */
export type Groups = {
  grant: Grant;
  eligibility: Eligibility;
  attribution: Attribution;
  search: Search;
  integrity: Integrity;
  commercial: Commercial;
  automation: Automation;
  machineUse: MachineUse;
  assets: Assets;
  time: Time;
  measurement: Measurement;
  corrections: Corrections;
  exceptions: Exceptions;
};

/** What a house licence means where it doesn't say. */
export const HOUSE: Groups = {
  grant: GRANT,
  eligibility: ELIGIBILITY,
  attribution: ATTRIBUTION,
  search: SEARCH,
  integrity: INTEGRITY,
  commercial: COMMERCIAL,
  automation: AUTOMATION,
  machineUse: MACHINE_USE,
  assets: ASSETS,
  time: TIME,
  measurement: MEASUREMENT,
  corrections: CORRECTIONS,
  exceptions: EXCEPTIONS,
};

/** What a licence means that is open to nobody: nothing is granted, so nothing is asked for. A link and a short quotation are anybody's right. */
export const CLOSED: Groups = {
  grant: { ...GRANT, republish: "deny", excerpt: "deny", translate: "deny", archive: "deny" },
  eligibility: { ...ELIGIBILITY, who: "nobody" },
  attribution: {
    ...ATTRIBUTION,
    byline: "no",
    affiliation: "no",
    firstPublished: "no",
    link: "no",
    licenceLine: "no",
    partners: "no",
  },
  search: SEARCH,
  integrity: { ...INTEGRITY, edits: "none", headline: "deny", shortening: "deny", links: "no" },
  commercial: { adsOnPage: "deny", adsAgainst: "deny", paywall: "deny", resale: "deny", resyndication: "deny" },
  automation: { import: "deny", framing: "deny" },
  machineUse: MACHINE_USE,
  assets: ASSETS,
  time: TIME,
  measurement: MEASUREMENT,
  corrections: { apply: "no", takeDown: "no", acknowledge: "no" },
  exceptions: EXCEPTIONS,
};
