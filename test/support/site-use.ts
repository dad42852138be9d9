import type { MachineUse } from "../../src/model/licence/clauses/machine-use.ts";
import { type Terms, termsOf } from "../../src/model/licence/terms.ts";
import type { PublicStory, SiteUse } from "../../src/render/rights/site-use.ts";
import { licenceFor } from "./every-licence.ts";

/** Drops every requirement from a group of clauses. */
const asksNothing = <Group extends object>(group: Group): Group => ({
  ...group,
  ...Object.fromEntries(Object.entries(group).flatMap(([name, value]) => (value === "must" ? [[name, "no"]] : []))),
});

/** Returns terms for anyone with this machine use and no requirements. */
export function openTerms(machineUse: MachineUse): Terms {
  const { licence } = licenceFor(machineUse);
  const { eligibility, attribution, search, integrity, measurement, corrections } = licence;
  const free = {
    eligibility: { ...eligibility, who: "anyone" as const },
    attribution: asksNothing(attribution),
    search: asksNothing(search),
    integrity: asksNothing(integrity),
    measurement: asksNothing(measurement),
    corrections: asksNothing(corrections),
  };
  return termsOf({ ...licence, ...free }, {});
}

/** Builds a machine use from its values. */
export const useOf = (
  search: MachineUse["search"],
  aiInput: MachineUse["aiInput"],
  aiTrain: MachineUse["aiTrain"],
) => ({
  search,
  aiInput,
  aiTrain,
  ai: "unset" as const,
});

export type KindOfTest = { terms: Terms; stories?: readonly string[]; hasMore?: boolean };

/** Builds a site whose stories have these terms, with the number of stories of each kind and their ids. */
export const siteUse = (...kinds: readonly KindOfTest[]): SiteUse => ({
  kinds: kinds.map(({ terms, stories = [], hasMore = false }, at) => ({
    licence: `licence-${at}`,
    terms,
    stories: stories.map((address, place): PublicStory => ({ address, published: dateOf(place) })),
    hasMore,
  })),
  pictures: [],
});

const dateOf = (place: number): string => new Date(Date.UTC(2026, 0, 1) - place * 60_000).toISOString();
