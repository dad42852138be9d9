import type { Assets } from "./assets.ts";
import type { Attribution } from "./attribution.ts";
import type { Automation } from "./automation.ts";
import type { Commercial } from "./commercial.ts";
import type { Corrections } from "./corrections.ts";
import type { Eligibility } from "./eligibility.ts";
import type { Exceptions } from "./exceptions.ts";
import type { Grant } from "./grant.ts";
import type { Integrity } from "./integrity.ts";
import { MACHINE_USE, type MachineUse } from "./machine-use.ts";
import type { Measurement } from "./measurement.ts";
import type { Search } from "./search.ts";
import type { Time } from "./time.ts";

/** The groups of clauses. What a license doesn't address is absent; an empty list sets no limit. */
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

/** A license that addresses nothing. */
export const SILENCE: Groups = {
  grant: { republishIn: [], excerptIn: [], territories: [], languages: [] },
  eligibility: { kinds: [], regions: [], excluded: [] },
  attribution: {},
  search: { of: [] },
  integrity: {},
  commercial: {},
  automation: {},
  machineUse: MACHINE_USE,
  assets: {},
  time: {},
  measurement: { reportBy: [] },
  corrections: {},
  exceptions: { notOurs: [] },
};

/** The names of the groups. */
export const GROUP_NAMES = Object.keys(SILENCE).filter((name): name is keyof Groups => name in SILENCE);
